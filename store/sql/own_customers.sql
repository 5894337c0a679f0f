-- New customers: whole numbers are their own number, other ids get numbers from 2^62 on, in the order
-- of their text.
INSERT INTO customer (customer_no, customer_id, source)
SELECT customer_no, CAST(customer_no AS VARCHAR), '' FROM (
    SELECT DISTINCT customer_no FROM import_kept
    WHERE problem IS NULL AND NOT known AND customer_no < 4611686018427387904) AS numbered
ANTI JOIN customer USING (customer_no);
INSERT INTO customer (customer_no, customer_id, source)
SELECT coalesce((SELECT max(customer_no) FROM customer WHERE customer_no >= 4611686018427387904),
        4611686018427387903) + row_number() OVER (ORDER BY customer_id), customer_id, ''
FROM (
    SELECT DISTINCT customer_id FROM import_kept
    WHERE problem IS NULL AND NOT known AND customer_no IS NULL AND customer_id IS NOT NULL) AS named
ANTI JOIN customer USING (customer_id);
