-- The orders that the store has: whose they are, and their first day.
SELECT o.order_id, c.customer_id, o.day, o.customer_no <> o.last_no AS of_two
FROM (
    SELECT order_id, min(customer_no) AS customer_no, max(customer_no) AS last_no, min(day) AS day
    FROM exchange_used WHERE kind = 'purchase' AND order_id IS NOT NULL GROUP BY order_id) AS o
JOIN customer c ON c.customer_no = o.customer_no
