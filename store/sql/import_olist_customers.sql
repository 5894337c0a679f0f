-- Olist's customers: customer_unique_id is the person, customer_id a name for them at one order.
SELECT row_no, import_text(customer_unique_id) AS customer_id, 'olist' AS system, 'id' AS what,
    'customer of an order' AS name, import_text(customer_id) AS value,
    CASE WHEN is_header THEN 'the header again, not a row'
         WHEN import_text(customer_unique_id) IS NULL OR import_text(customer_id) IS NULL THEN 'no customer' END
        AS problem
FROM {{source}}
