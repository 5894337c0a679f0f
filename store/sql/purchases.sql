-- What the walk reads: purchases and refunds up to $1, by customer and day.  A refund that names its
-- order counts on that order's day; one that came after $1 is not known yet.  The order is what the
-- walk relies on, and checks.
SELECT customer_no, day, paid FROM (
    SELECT customer_no, day, paid FROM exchange_used WHERE kind = 'purchase'
    UNION ALL
    SELECT r.customer_no, coalesce(o.day, r.day), r.paid
    FROM exchange_used r
    LEFT JOIN (
        SELECT customer_no, order_id, min(day) AS day FROM exchange_used
        WHERE kind = 'purchase' AND order_id IS NOT NULL
        GROUP BY customer_no, order_id) o
        ON o.customer_no = r.customer_no AND o.order_id = r.order_id
    WHERE r.kind IN ('refund', 'correction') AND r.paid IS NOT NULL AND r.day <= $1) AS kept
WHERE day <= $1 AND {{who}}
ORDER BY customer_no, day
