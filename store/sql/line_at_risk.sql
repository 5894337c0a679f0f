-- What we would lose if this customer left today: what is expected of them, of those they will bring
-- (worth as a newcomer where they would not have come, else what winning them costs), and the chance
-- that those they brought follow.  Never added over customers: they share what is at risk.
WITH relatives AS (
        SELECT customer_no AS payer FROM {{state}} AS state
        UNION
        SELECT l.customer_no FROM credit_link l JOIN {{state}} AS state ON l.referrer_no = state.customer_no),
     own AS (
        SELECT customer_no, CAST(sum(CAST(expected AS DECIMAL(18,4))) AS DOUBLE) AS expected,
            CAST(sum(CAST(low AS DECIMAL(18,4))) AS DOUBLE) AS low,
            CAST(sum(CAST(high AS DECIMAL(18,4))) AS DOUBLE) AS high
        FROM ({{own}}) AS lines GROUP BY customer_no),
     brought AS (
        SELECT l.referrer_no AS customer_no, CAST(sum(CAST(o.expected AS DECIMAL(18,4))) AS DOUBLE)
            AS expected
        FROM credit_link l JOIN own o ON o.customer_no = l.customer_no GROUP BY l.referrer_no),
     worth AS (SELECT future_pi * coalesce(value_of_referred, 0) + (1 - future_pi) * normal_cost_to_win
            AS of_referred, follow_chance FROM assumption)
SELECT s.customer_no, CAST(NULL AS DECIMAL(18,4)) AS realised,
    o.expected + coalesce(s.discounted_referrals, 0) * w.of_referred
        + w.follow_chance * coalesce(b.expected, 0) AS expected,
    o.low + coalesce(s.discounted_referrals, 0) * w.of_referred
        + w.follow_chance * coalesce(b.expected, 0) AS low,
    o.high + coalesce(s.discounted_referrals, 0) * w.of_referred
        + w.follow_chance * coalesce(b.expected, 0) AS high,
    CAST(NULL AS VARCHAR) AS realised_basis, 'assumed' AS expected_basis
FROM {{state}} AS s JOIN own o USING (customer_no) LEFT JOIN brought b USING (customer_no)
CROSS JOIN worth w
