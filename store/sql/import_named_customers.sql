-- Other ids get numbers from 2^62 on, in the order of their text.
INSERT INTO customer (customer_no, customer_id, source)
SELECT coalesce((SELECT max(customer_no) FROM customer WHERE customer_no >= 4611686018427387904),
        4611686018427387903) + row_number() OVER (ORDER BY customer_id), customer_id, ''
FROM (
    SELECT DISTINCT customer_id FROM import_kept
    WHERE problem IS NULL AND customer_no IS NULL) AS named
ANTI JOIN customer USING (customer_id)
