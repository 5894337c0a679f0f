-- What others bought because of them (reviews).  Money moves only by an effect that was measured; until
-- then reviews are counted.
SELECT customer_no, CAST(NULL AS DECIMAL(18,4)) AS realised, CAST(NULL AS DOUBLE) AS expected,
    CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high, 'not_measured' AS realised_basis,
    'not_measured' AS expected_basis
FROM {{state}} AS state
