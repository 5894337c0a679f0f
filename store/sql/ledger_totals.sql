-- Sums over everybody (means of what is points).  The range of a total is found in
-- engine/ledger/ledger_spread.c: the ranges of customers do not add up to it.  What is at risk is never
-- added: people share it.
SELECT position,
    CASE WHEN position IN ({{points}}) THEN CAST(sum(realised) / greatest(count(realised), 1)
             AS DECIMAL(18,4))
         ELSE CAST(sum(realised) AS DECIMAL(18,4)) END AS realised,
    CAST(sum(CAST(expected AS DECIMAL(18,4))) AS DOUBLE) AS expected,
    CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high,
    {{realised_basis}} AS realised_basis, {{expected_basis}} AS expected_basis
FROM ({{lines}}) AS lines
GROUP BY position ORDER BY position
