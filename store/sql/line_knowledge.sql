-- What we learned from them (advice, comparisons, words).  Money moves only by the measured effect of
-- a change; until then they are counted.
SELECT customer_no, CAST(NULL AS DECIMAL(18,4)) AS realised, CAST(NULL AS DOUBLE) AS expected,
    CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high, 'not_measured' AS realised_basis,
    'not_measured' AS expected_basis
FROM {{state}} AS state
