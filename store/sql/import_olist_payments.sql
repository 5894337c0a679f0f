-- Olist's payments say how an order was paid, which its items say too: counting both would count twice.
SELECT row_no, CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS DATE) AS day, 'purchase' AS kind,
    import_amount(payment_value) AS paid,
    CASE WHEN is_header THEN 'the header again, not a row'
         ELSE 'the items say what was paid: import those, not the payments' END AS problem
FROM {{source}}
