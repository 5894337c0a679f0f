-- How many messages that they did not want people got from the day {{from}} on to {{as_of}}, by how
-- they stood on that day: days since the last order and repeat buying days, in steps.
WITH stood AS (
        SELECT customer_no, count(*) - 1 AS x, {{from}} - max(day) AS since
        FROM (
            SELECT customer_no, day FROM exchange_used
            WHERE kind = 'purchase' AND day <= {{from}} AND customer_no % $1 = 0
            GROUP BY customer_no, day HAVING sum(paid) > 0) AS days
        GROUP BY customer_no),
     was AS ({{passed_before}}),
     became AS ({{passed_now}})
SELECT CAST(CASE WHEN since <= 30 THEN 0 WHEN since <= 60 THEN 1 WHEN since <= 90 THEN 2
            WHEN since <= 180 THEN 3 WHEN since <= 365 THEN 4 ELSE 5 END AS DOUBLE),
    CAST(CASE WHEN x = 0 THEN 0 WHEN x < 3 THEN 1 WHEN x < 9 THEN 2 ELSE 3 END AS DOUBLE),
    CAST(count(*) AS DOUBLE),
    CAST(sum(coalesce(b.unwanted, 0) - coalesce(w.unwanted, 0)) AS DOUBLE)
FROM stood s
LEFT JOIN became b USING (customer_no)
LEFT JOIN was w USING (customer_no)
GROUP BY 1, 2
ORDER BY 1, 2
