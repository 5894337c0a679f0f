-- Distinct histories as of day $1, with how many customers have each.
SELECT CAST(x AS DOUBLE) AS x, CAST(last_day - first_day AS DOUBLE) AS t_x,
    CAST($1 - first_day AS DOUBLE) AS age, CAST(count(*) AS DOUBLE) AS customers
FROM {{summary}}
GROUP BY 1, 2, 3
