-- The first and the last day with a purchase or a refund kept, and how many there are.  What is dated after
-- today is a slip of the pen: it is no last day, unless there is nothing else; how many, and the last.
WITH span AS (
    SELECT day, day > CAST(now() AS DATE) AS ahead FROM exchange_used WHERE kind IN ('purchase', 'refund'))
SELECT min(day) AS first_day, coalesce(max(day) FILTER (WHERE NOT ahead), max(day)) AS last_day,
    count(*) AS purchases, count(*) FILTER (WHERE ahead) AS ahead, max(day) AS last_ahead
FROM span
