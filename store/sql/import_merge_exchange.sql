INSERT INTO exchange BY NAME
SELECT {{batch}} AS batch, * EXCLUDE (customer_id, row_no, problem, currency, there)
FROM import_kept WHERE problem IS NULL
