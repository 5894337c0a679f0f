-- Distinct histories as of day $1, with how many customers have each, and the sum of their own mean
-- orders, each to the power by which reckoning $2 reads them (only whole numbers are summed: a sum
-- must not hang on its order).
SELECT CAST(s.x AS DOUBLE) AS x, CAST(last_day - first_day AS DOUBLE) AS t_x,
    CAST($1 - first_day AS DOUBLE) AS age, CAST(count(*) AS DOUBLE) AS customers,
    CASE WHEN s.x = 0 THEN 0 ELSE CAST(sum(CASE
        WHEN coalesce(m.power, 1) = 1 THEN repeat_paid_e4
        ELSE CAST(power(CAST(repeat_paid_e4 AS DOUBLE) / (s.x * 10000), m.power) * s.x * 10000
            AS BIGINT) END) AS DOUBLE) / (s.x * 10000) END AS own_means
FROM {{summary}} AS s LEFT JOIN spend_score m ON m.reckoning = $2 AND m.x = s.x
GROUP BY s.x, last_day - first_day, $1 - first_day
