-- What each customer with an occasion did as a referrer, for the rate of referrals; ages in days.
CREATE OR REPLACE TABLE referral_history_next AS
SELECT s.customer_no, CAST(coalesce(b.referrals, 0) AS DOUBLE) AS referrals,
    CAST(coalesce(b.age_sum, 0) AS DOUBLE) AS age_sum,
    CAST(s.last_day - s.first_day AS DOUBLE) AS last_age,
    CAST({{as_of}} - s.first_day AS DOUBLE) AS age, coalesce(c.p_alive, 1) AS p_alive
FROM summary_next s
LEFT JOIN (
    SELECT l.referrer_no, count(*) AS referrals,
        -- who brings somebody before their own first order does so at age 0
        sum(greatest(l.day - DATE '1970-01-01' - s.first_day, 0)) AS age_sum
    FROM credit_link_next l JOIN summary_next s ON s.customer_no = l.referrer_no
    GROUP BY l.referrer_no) AS b ON b.referrer_no = s.customer_no
LEFT JOIN cell_score c ON c.reckoning = {{reckoning}} AND c.x = s.x
    AND c.t_x = s.last_day - s.first_day AND c.age = {{as_of}} - s.first_day
