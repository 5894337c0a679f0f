-- Customers whose id is a whole number are that number.
INSERT INTO customer (customer_no, customer_id, source)
SELECT customer_no, CAST(customer_no AS VARCHAR), '' FROM (
    SELECT DISTINCT customer_no FROM import_staged
    WHERE problem IS NULL AND NOT known AND customer_no IS NOT NULL) AS numbered
ANTI JOIN customer USING (customer_no)
