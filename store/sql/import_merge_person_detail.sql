INSERT INTO person_detail (batch, customer_no, system, what, name, value)
SELECT {{batch}}, coalesce(s.customer_no, c.customer_no), s.system, s.what, s.name, s.value
FROM import_kept s
LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
    ON c.customer_id = s.customer_id
WHERE s.problem IS NULL
