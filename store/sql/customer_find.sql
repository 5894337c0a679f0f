-- The person a customer is: where customers were merged, the one they were merged into.
SELECT coalesce(m.into_no, c.customer_no)
FROM customer c LEFT JOIN person_merged m ON m.from_no = c.customer_no
WHERE c.customer_id = $1
