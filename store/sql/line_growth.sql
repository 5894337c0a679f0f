-- Rungs of the product ladder climbed since their first day.  Counted, not priced.
WITH shop AS (SELECT max(CASE WHEN rungs IS NOT NULL THEN 1 ELSE 0 END) AS measured FROM passed)
SELECT customer_no,
    CASE WHEN measured = 1 THEN CAST(coalesce(rungs, 0) AS DECIMAL(18,4)) END AS realised,
    CAST(NULL AS DOUBLE) AS expected, CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high,
    CASE WHEN measured = 1 THEN 'measured' ELSE 'not_measured' END AS realised_basis,
    CAST(NULL AS VARCHAR) AS expected_basis
FROM {{state}} AS state CROSS JOIN shop
