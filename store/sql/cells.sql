-- Distinct histories as of day $1, with how many customers have each, and the sum of their own mean
-- orders.
SELECT CAST(x AS DOUBLE) AS x, CAST(last_day - first_day AS DOUBLE) AS t_x,
    CAST($1 - first_day AS DOUBLE) AS age, CAST(count(*) AS DOUBLE) AS customers,
    CASE WHEN x = 0 THEN 0 ELSE CAST(sum(repeat_paid_e4) AS DOUBLE) / (x * 10000) END AS own_means
FROM {{summary}} AS summary
GROUP BY summary.x, last_day - first_day, $1 - first_day
