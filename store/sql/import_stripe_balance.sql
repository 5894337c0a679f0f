-- Stripe's balance: charges, refunds and fees without saying who.  It cannot be counted for anybody.
SELECT row_no, CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DATE) AS day,
    import_instant("Created (UTC)", {{date_format}}, 'UTC') AS occurred_at, 'purchase' AS kind,
    import_amount("Amount") AS paid,
    CASE WHEN is_header THEN 'the header again, not a row'
         ELSE 'a balance line names no customer: export Payments instead' END AS problem
FROM {{source}}
