-- A few people whose books are opened: who got the most, who stands in the middle by what they got,
-- who came last, and of those of whom little more is expected whoever brought and got the most.
WITH ranked AS (
    -- nobody is ranked by a setting times what they paid: map_to_them has no such line
    SELECT p.*, map_to_them AS got,
        row_number() OVER (ORDER BY map_to_them DESC, to_us_realised + to_us_expected DESC,
            customer_no) AS place,
        count(*) OVER () AS people
    FROM report_person p WHERE first_day IS NOT NULL),
chosen AS (
    SELECT 1 AS role, customer_no FROM ranked WHERE place = 1 AND got > 0
    UNION ALL
    SELECT 2, customer_no FROM ranked WHERE place = floor((people + 1) / 2.0)
    UNION ALL
    (SELECT 3, customer_no FROM ranked ORDER BY first_day DESC, customer_no LIMIT 1)
    UNION ALL
    (SELECT 4, customer_no FROM ranked WHERE to_us_expected < to_us_realised / 10
     ORDER BY to_us_realised DESC, customer_no LIMIT 1))
SELECT CAST(min(role) AS BIGINT) AS role, c.customer_id
FROM chosen JOIN customer c USING (customer_no)
GROUP BY c.customer_no, c.customer_id ORDER BY role
