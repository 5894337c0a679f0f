-- One line's sum over the customers of a state, and how many have it (the mean of what is points is
-- made of both).  The range of a total is found in engine/ledger/ledger_spread.c: the ranges of
-- customers do not add up to it.  What is at risk is never added: people share it.
SELECT {{position}} AS position, CAST(sum(realised) AS DECIMAL(18,4)) AS realised,
    CAST(sum(CAST(expected AS DECIMAL(18,4))) AS DOUBLE) AS expected,
    CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high,
    CASE WHEN count(*) FILTER (WHERE realised_basis <> 'not_measured') = 0
            THEN CASE WHEN count(realised_basis) = 0 THEN NULL ELSE 'not_measured' END
         WHEN count(*) FILTER (WHERE realised_basis = 'assumed') > 0 THEN 'assumed'
         WHEN count(*) FILTER (WHERE realised_basis = 'modelled') > 0 THEN 'modelled'
         ELSE 'measured' END AS realised_basis,
    CASE WHEN count(*) FILTER (WHERE expected_basis <> 'not_measured') = 0
            THEN CASE WHEN count(expected_basis) = 0 THEN NULL ELSE 'not_measured' END
         WHEN count(*) FILTER (WHERE expected_basis = 'assumed') > 0 THEN 'assumed'
         WHEN count(*) FILTER (WHERE expected_basis = 'modelled') > 0 THEN 'modelled'
         ELSE 'measured' END AS expected_basis,
    count(realised) AS counted
FROM ({{line}}) AS line
HAVING count(*) > 0
