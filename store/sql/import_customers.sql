-- Customers whose id is a whole number are that number.
INSERT INTO customer (customer_no, customer_id, source)
SELECT customer_no, CAST(customer_no AS VARCHAR), '' FROM (
    SELECT DISTINCT customer_no FROM {{table}}
    WHERE batch = {{batch}} AND customer_no < 4611686018427387904) AS numbered
ANTI JOIN customer USING (customer_no)
