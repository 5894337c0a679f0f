-- What a channel cost in a month, shared among those who joined through it in that month: equally, and
-- the cents that are left over one each, by the customers' numbers.  What is no whole cent goes to the
-- first.
WITH read AS (SELECT * FROM ({{fields}}) AS f),
won AS (
    SELECT r.row_no, r.channel, r.month, r.amount, c.customer_id, p.joined_on,
        count(*) OVER (PARTITION BY r.row_no) AS n,
        row_number() OVER (PARTITION BY r.row_no ORDER BY p.customer_no) AS place,
        CAST(floor(r.amount * 100) AS BIGINT) AS cents
    FROM read r
    JOIN profile_used p ON p.channel = r.channel
        AND p.joined_on >= r.month AND p.joined_on < r.month + INTERVAL 1 MONTH
    JOIN customer c ON c.customer_no = p.customer_no
    WHERE r.problem IS NULL)
SELECT row_no, customer_id, joined_on AS day, 'cost' AS kind, 'acquisition' AS topic, channel,
    channel || ' ' || strftime(month, '%Y-%m') AS message_id,
    CAST(CAST(cents // n + CASE WHEN place <= cents % n THEN 1 ELSE 0 END AS DECIMAL(18,4)) / 100
        + CASE WHEN place = 1 THEN amount - CAST(cents AS DECIMAL(18,4)) / 100 ELSE 0 END AS DECIMAL(18,4))
        AS cost_to_us,
    NULL AS problem
FROM won
UNION ALL
SELECT row_no, NULL, month, 'cost', 'acquisition', channel, NULL, NULL,
    coalesce(problem, 'nobody joined through that channel in that month')
FROM read WHERE row_no NOT IN (SELECT row_no FROM won)
