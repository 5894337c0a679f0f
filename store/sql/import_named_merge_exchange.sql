INSERT INTO exchange BY NAME
SELECT {{batch}} AS batch, coalesce(s.customer_no, c.customer_no) AS customer_no,
    s.* EXCLUDE (customer_no, customer_id, row_no, problem, currency, there)
FROM import_kept s
LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
    ON c.customer_id = s.customer_id
WHERE s.problem IS NULL
