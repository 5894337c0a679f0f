SELECT CAST(to_json(a) AS VARCHAR) FROM audit a
WHERE subject IN (SELECT customer_id FROM customer WHERE customer_no = $1) ORDER BY happened_at
