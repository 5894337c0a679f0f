-- Asked and got: changes made because they asked.  Counted, not priced: their money is in `surplus`.
WITH shop AS (
    SELECT max(CASE WHEN requests > 0 OR met > 0 THEN 1 ELSE 0 END) AS measured FROM passed)
SELECT customer_no,
    CASE WHEN measured = 1 THEN CAST(met AS DECIMAL(18,4)) END AS realised,
    CAST(NULL AS DOUBLE) AS expected, CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high,
    CASE WHEN measured = 1 THEN 'measured' ELSE 'not_measured' END AS realised_basis,
    CAST(NULL AS VARCHAR) AS expected_basis
FROM {{state}} AS state CROSS JOIN shop
