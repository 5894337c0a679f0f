-- WooCommerce's own Analytics export: it names no customer by more than a name, and no identity is made
-- up from that.
SELECT row_no, CAST(NULL AS VARCHAR) AS customer_id, import_day("Date", {{date_format}}) AS day,
    'purchase' AS kind, import_amount("Net Sales") AS paid,
    CASE WHEN is_header THEN 'the header again, not a row'
         ELSE 'names are no identity: export with a plugin that gives e-mail addresses' END AS problem
FROM {{source}}
