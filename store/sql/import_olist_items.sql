-- Olist's items: an order's items become one purchase, of goods and the postage they paid.  Whose order
-- it is and of when, the orders say: import that file first.
SELECT i.row_no, c.customer_id, o.day, o.occurred_at, 'purchase' AS kind, i.order_no AS order_id,
    'olist items ' || i.order_no AS message_id, i.paid AS reference, i.paid, 'measured' AS reference_basis,
    CASE WHEN NOT i.is_header AND i.paid IS NOT NULL AND c.customer_id IS NULL
         THEN 'whose order this is, is not known: import the orders first'
         ELSE import_problem(i.is_header, i.order_no, i.order_no, i.paid) END AS problem
FROM (
    SELECT min(row_no) AS row_no, bool_or(is_header) AS is_header, import_text(order_id) AS order_no,
        CASE WHEN NOT bool_or(import_amount(price) IS NULL)
             THEN CAST(sum(import_amount(price) + coalesce(import_amount(freight_value), 0)) AS DECIMAL(18,4)) END
            AS paid
    FROM {{source}} GROUP BY 3) AS i
LEFT JOIN (
    SELECT order_id, min(customer_no) AS customer_no, min(day) AS day, min(occurred_at) AS occurred_at
    FROM exchange_used WHERE kind = 'delivery' AND starts_with(message_id, 'olist ') GROUP BY order_id) o ON o.order_id = i.order_no
LEFT JOIN customer c ON c.customer_no = o.customer_no
