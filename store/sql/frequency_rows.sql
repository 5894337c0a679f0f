-- How many customers of each age (days from the first occasion to day $1) have 0, 1, ... 6, 7 or
-- more repeat buying days.
SELECT CAST($1 - first_day AS DOUBLE) AS age, CAST(least(x, 7) AS DOUBLE) AS x,
    CAST(count(*) AS DOUBLE) AS customers
FROM summary_next GROUP BY 1, 2 ORDER BY 1, 2
