-- Sums over everybody (means of what is points).  The range of a total: people's own chances are
-- independent and even out; what moves all of them at once (a tenth of the total, until past forecasts
-- say better) does not.  What is at risk is never added: people share it.
SELECT position,
    CASE WHEN position IN ({{points}}) THEN CAST(sum(realised) / greatest(count(realised), 1)
             AS DECIMAL(18,4))
         ELSE CAST(sum(realised) AS DECIMAL(18,4)) END AS realised,
    sum(expected) AS expected,
    sum(expected) - 1.2815515655446004 * sqrt(sum(power((high - low) / 2.5631031310892007, 2))
        + power(0.1 * sum(expected), 2)) AS low,
    sum(expected) + 1.2815515655446004 * sqrt(sum(power((high - low) / 2.5631031310892007, 2))
        + power(0.1 * sum(expected), 2)) AS high,
    {{realised_basis}} AS realised_basis, {{expected_basis}} AS expected_basis
FROM ({{lines}}) AS lines
GROUP BY position ORDER BY position
