INSERT INTO exchange BY NAME
SELECT {{batch}} AS batch, * EXCLUDE (row_no, customer_id, problem, known)
FROM import_staged WHERE problem IS NULL AND NOT known
