-- The numbers of customers who have a name instead of one.
UPDATE import_kept SET customer_no = c.customer_no
FROM (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
WHERE import_kept.customer_no IS NULL AND c.customer_id = import_kept.customer_id;
