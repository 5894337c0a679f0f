-- Rows that belong to an order: their fields, whose they are, the order's first day, and what is wrong.
-- Without an order they name their customer.
SELECT f.* EXCLUDE (customer_id, problem), coalesce(o.customer_id, f.customer_id) AS customer_id,
    o.day AS ordered,
    CASE WHEN f.problem IS NOT NULL THEN f.problem
         WHEN f.order_id IS NULL AND f.customer_id IS NULL THEN 'no order_id'
         WHEN f.order_id IS NOT NULL AND o.day IS NULL THEN 'there is no such order'
         WHEN o.of_two THEN 'the order is of two customers'
         WHEN f.customer_id <> o.customer_id THEN 'the order is somebody else''s' END AS problem
FROM ({{fields}}) AS f LEFT JOIN (
    SELECT o.order_id, c.customer_id, o.day, o.customer_no <> o.last_no AS of_two
    FROM (
        SELECT order_id, min(customer_no) AS customer_no, max(customer_no) AS last_no, min(day) AS day
        FROM exchange_used WHERE kind = 'purchase' AND order_id IS NOT NULL GROUP BY order_id) AS o
    JOIN customer c ON c.customer_no = o.customer_no) AS o ON o.order_id = f.order_id
