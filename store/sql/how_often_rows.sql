-- How many customers of each age (days from the first occasion to day $1) have how many repeat buying
-- days.
SELECT CAST($1 - first_day AS DOUBLE) AS age, CAST(x AS DOUBLE) AS x,
    CAST(count(*) AS DOUBLE) AS customers
FROM summary_next GROUP BY 1, 2 ORDER BY 1, 2
