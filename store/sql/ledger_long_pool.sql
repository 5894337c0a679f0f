INSERT INTO ledger_long
SELECT {{nobody}}, position, 'expected', CAST(expected AS DECIMAL(18,4)), NULL, NULL, expected_basis
FROM ({{pool}}) AS pool
WHERE expected_basis IS NOT NULL
ORDER BY position
