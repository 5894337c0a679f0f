-- What happened at (or after, before the next) customers' 1st, 2nd, 3rd ... occasion up to the day
-- {{as_of}}: occasions, gifts (no repairs) at our cost and at their worth; occasions of those without a contract
-- so far, and contracts begun.  One customer in $1 is read.  Numbers beyond 8 are taken together: 9 to
-- 16, 17 to 32, more.
WITH read AS (
        SELECT * FROM exchange_used WHERE day <= {{as_of}} AND customer_no % $1 = 0),
     happened AS (
        SELECT customer_no, day, 1 AS occasion, 0 AS begun,
            CAST(0 AS DECIMAL(18,4)) AS gift_cost, CAST(0 AS DECIMAL(18,4)) AS gift_worth
        FROM (
            SELECT customer_no, day FROM read WHERE kind = 'purchase'
            GROUP BY customer_no, day HAVING sum(paid) > 0) AS days
        UNION ALL
        SELECT customer_no, day, 0, CASE WHEN kind = 'subscription_start' THEN 1 ELSE 0 END,
            CASE WHEN kind <> 'subscription_start' THEN coalesce(cost_to_us, 0) ELSE 0 END,
            coalesce(worth_to_them, 0)
        FROM read
        WHERE kind <> 'repair' AND (worth_to_them IS NOT NULL
            OR kind IN ('gift', 'reward', 'thanks', 'subscription_start'))),
     numbered AS (
        SELECT *,
            sum(occasion) OVER (PARTITION BY customer_no ORDER BY day, 1 - occasion
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number,
            sum(begun) OVER (PARTITION BY customer_no ORDER BY day, 1 - occasion
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - begun AS begun_before
        FROM happened)
SELECT CAST(number AS DOUBLE), CAST(sum(occasion) AS DOUBLE), CAST(sum(gift_cost) AS DOUBLE),
    CAST(sum(gift_worth) AS DOUBLE), CAST(sum(occasion) FILTER (WHERE begun_before = 0) AS DOUBLE),
    CAST(sum(begun) FILTER (WHERE begun_before = 0) AS DOUBLE)
FROM (
    SELECT CASE WHEN number <= 1 THEN 1 WHEN number <= 8 THEN number WHEN number <= 16 THEN 9
            WHEN number <= 32 THEN 10 ELSE 11 END AS number,
        occasion, begun, begun_before, gift_cost, gift_worth
    FROM numbered) AS few
GROUP BY number
ORDER BY number
