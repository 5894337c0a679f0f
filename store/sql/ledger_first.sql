-- The greatest number among the first {{limit}} customers.
SELECT coalesce(max(customer_no), -1) FROM (SELECT customer_no FROM flow ORDER BY customer_no LIMIT {{limit}}) AS f
