-- What a channel cost in a month, shared among those who became customers through it in that month: when
-- they joined, else when they first bought.  Equally, and the cents that are left over one each, by the
-- customers' numbers; what is no whole cent goes to the first.
CREATE OR REPLACE TEMP TABLE spend_next AS
WITH began AS (
    SELECT customer_no, min(day) AS day FROM exchange_used
    WHERE kind IN ('purchase', 'subscription_start') GROUP BY customer_no),
came AS (
    SELECT c.customer_no, p.channel, coalesce(p.joined_on, b.day) AS day
    FROM customer c
    LEFT JOIN profile_used p ON p.customer_no = c.customer_no
    LEFT JOIN began b ON b.customer_no = c.customer_no
    WHERE c.customer_no NOT IN (SELECT from_no FROM person_merged)
        AND coalesce(p.joined_on, b.day) IS NOT NULL),
spent AS (
    SELECT batch, channel, CAST(date_trunc('month', day) AS DATE) AS month, sum(amount) AS amount
    FROM spend_used GROUP BY batch, channel, date_trunc('month', day)),
won AS (
    SELECT s.*, c.customer_no, c.day, count(*) OVER (PARTITION BY s.batch, s.channel, s.month) AS n,
        row_number() OVER (PARTITION BY s.batch, s.channel, s.month ORDER BY c.customer_no) AS place,
        CAST(floor(s.amount * 100) AS BIGINT) AS cents
    FROM spent s JOIN came c
        ON (c.channel = s.channel OR s.channel = 'all') AND CAST(date_trunc('month', c.day) AS DATE) = s.month)
SELECT batch, customer_no, day, channel, 'spend ' || channel || ' ' || strftime(month, '%Y-%m') AS message_id,
    CAST(CAST(cents // n + CASE WHEN place <= cents % n THEN 1 ELSE 0 END AS DECIMAL(18,4)) / 100
        + CASE WHEN place = 1 THEN amount - CAST(cents AS DECIMAL(18,4)) / 100 ELSE 0 END AS DECIMAL(18,4))
        AS cost_to_us
FROM won
