-- What was paid on customers' 1st, 2nd, 3rd ... repeat occasion up to the day {{as_of}}, and what those
-- with just so many paid in all; by 32nds of the customers, of whom one in $1 is read.
WITH kept AS (
        SELECT customer_no, kind, order_id, day, paid FROM exchange_used
        WHERE kind IN ('purchase', 'refund', 'correction') AND paid IS NOT NULL AND day <= {{as_of}} AND customer_no % $1 = 0),
     counted AS (
        SELECT customer_no, day, paid FROM kept WHERE kind = 'purchase'
        UNION ALL
        SELECT r.customer_no, coalesce(o.day, r.day), r.paid
        FROM kept r
        LEFT JOIN (
            SELECT customer_no, order_id, min(day) AS day FROM kept
            WHERE kind = 'purchase' AND order_id IS NOT NULL
                AND customer_no IN (SELECT customer_no FROM kept WHERE kind <> 'purchase')
            GROUP BY customer_no, order_id) o
            ON o.customer_no = r.customer_no AND o.order_id = r.order_id
        WHERE r.kind <> 'purchase'),
     occasion AS (
        SELECT customer_no, paid,
            row_number() OVER (PARTITION BY customer_no ORDER BY day) - 1 AS number
        FROM (
            SELECT customer_no, day, sum(paid) AS paid FROM counted
            GROUP BY customer_no, day HAVING sum(paid) > 0) AS days),
     each AS (
        SELECT customer_no, max(number) AS number, sum(paid) AS paid FROM occasion
        WHERE number > 0 GROUP BY customer_no)
SELECT CAST(share AS DOUBLE), CAST(number AS DOUBLE), CAST(sum(paid_at) AS DOUBLE),
    CAST(sum(paid_of) AS DOUBLE)
FROM (
    SELECT CAST((customer_no % (32 * $1) - customer_no % $1) / $1 AS BIGINT) AS share, number,
        paid AS paid_at, CAST(0 AS DECIMAL(18,4)) AS paid_of
    FROM occasion WHERE number > 0
    UNION ALL
    SELECT CAST((customer_no % (32 * $1) - customer_no % $1) / $1 AS BIGINT), number, 0, paid
    FROM each) AS both_sides
GROUP BY share, number
ORDER BY share, number
