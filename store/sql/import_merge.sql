INSERT INTO exchange BY NAME
SELECT {{batch}} AS batch, * EXCLUDE (customer_id, problem)
FROM import_kept WHERE problem IS NULL
