INSERT INTO exchange_rich BY NAME
SELECT {{batch}} AS batch, * EXCLUDE (customer_id, row_no, problem, currency, there)
FROM {{kept}} WHERE problem IS NULL
