-- Other ids get numbers from 2^62 on, in the order of their text.
INSERT INTO customer (customer_no, customer_id, source)
SELECT coalesce((SELECT max(customer_no) FROM customer WHERE customer_no >= 4611686018427387904),
        4611686018427387903) + row_number() OVER (ORDER BY customer_id), customer_id, ''
FROM (
    SELECT DISTINCT customer_id FROM import_kept
    WHERE problem IS NULL AND customer_no IS NULL) AS named
ANTI JOIN customer USING (customer_id);
-- The file's rows with the numbers of all their customers.
CREATE OR REPLACE TEMP VIEW import_named AS
SELECT k.* REPLACE (coalesce(k.customer_no, c.customer_no) AS customer_no)
FROM import_kept k
LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
    ON c.customer_id = k.customer_id
