-- Credit view: received from those they brought less passed on to those who brought them, so that the
-- line sums to 0 over all and the row of those not here yet.  A payer's flow is split into whole cents
-- (realised) and ten-thousandths (expected) by largest remainder: nothing is lost between people.
WITH relatives AS (
        -- what most people pay is nobody's but theirs: their own lines are not asked for
        SELECT customer_no AS payer FROM {{around}} AS around
        WHERE customer_no IN (SELECT payer FROM credit_share)),
     own AS (
        SELECT customer_no,
            CAST(coalesce(sum(realised), 0) * 100 AS BIGINT) AS realised,
            CAST(coalesce(sum(CAST(expected AS DECIMAL(18,4))), 0) * 10000 AS BIGINT) AS expected,
            CAST(coalesce(sum(CAST(low AS DECIMAL(18,4))), 0) * 10000 AS BIGINT) AS low,
            CAST(coalesce(sum(CAST(high AS DECIMAL(18,4))), 0) * 10000 AS BIGINT) AS high
        FROM ({{own}}) AS lines GROUP BY customer_no),
     -- what whom they will bring is to bring to the chain above them, and to them alone
     coming AS (
        SELECT w.customer_no,
            CAST(w.discounted_referrals * a.pass_on * a.future_pi * coalesce(a.value_of_referred, 0) * 10000 AS BIGINT)
                AS to_chain,
            CAST(w.discounted_referrals * (1 - a.future_pi) * a.normal_cost_to_win * 10000 AS BIGINT)
                AS to_them
        FROM {{around}} AS w CROSS JOIN assumption a),
     share AS (
        SELECT payer, to_no, share FROM credit_share WHERE payer IN (SELECT payer FROM relatives)),
     flowing AS (
        SELECT s.payer, s.to_no, s.share, o.realised, o.expected, o.low, o.high,
            coalesce(c.to_chain, 0) AS coming
        FROM share s JOIN own o ON o.customer_no = s.payer
        LEFT JOIN coming c ON c.customer_no = s.payer),
     part AS (
        SELECT *, CAST(trunc(realised * share) AS BIGINT) AS r, CAST(trunc(expected * share) AS BIGINT) AS e,
            CAST(trunc(coming * share) AS BIGINT) AS c, low * share AS l, high * share AS h
        FROM flowing),
     ranked AS (
        SELECT *,
            realised - sum(r) OVER (PARTITION BY payer) AS r_left,
            expected - sum(e) OVER (PARTITION BY payer) AS e_left,
            coming - sum(c) OVER (PARTITION BY payer) AS c_left,
            row_number() OVER (PARTITION BY payer ORDER BY abs(realised * share - r) DESC, to_no) AS r_place,
            row_number() OVER (PARTITION BY payer ORDER BY abs(expected * share - e) DESC, to_no) AS e_place,
            row_number() OVER (PARTITION BY payer ORDER BY abs(coming * share - c) DESC, to_no) AS c_place
        FROM part),
     split AS (
        SELECT payer, to_no, l, h,
            r + CASE WHEN r_place <= abs(r_left) THEN sign(r_left) ELSE 0 END AS r,
            e + CASE WHEN e_place <= abs(e_left) THEN sign(e_left) ELSE 0 END AS e,
            c + CASE WHEN c_place <= abs(c_left) THEN sign(c_left) ELSE 0 END AS c
        FROM ranked),
     -- who would have come anyway: what winning them would have cost, to who brought them
     spared AS (
        SELECT customer_no, referrer_no,
            CAST((1 - pi) * part * normal_cost_to_win * 100 AS BIGINT) AS cents
        FROM credit_link CROSS JOIN assumption
        WHERE customer_no IN (SELECT customer_no FROM {{around}} AS around)
            OR referrer_no IN (SELECT customer_no FROM {{around}} AS around)),
     moved AS (
        SELECT to_no AS customer_no, r AS cents, e AS e4, l, h FROM split WHERE to_no <> payer
        UNION ALL
        SELECT payer, -r, -e, -h, -l FROM split WHERE to_no <> payer
        UNION ALL
        SELECT to_no, 0, c, c, c FROM split
        UNION ALL
        SELECT customer_no, 0, to_chain, to_chain, to_chain FROM coming
        WHERE to_chain <> 0 AND customer_no NOT IN (SELECT payer FROM relatives)
        UNION ALL
        SELECT customer_no, 0, to_them, to_them, to_them FROM coming WHERE to_them <> 0
        UNION ALL
        SELECT referrer_no, cents, 0, 0, 0 FROM spared
        UNION ALL
        SELECT customer_no, -cents, 0, 0, 0 FROM spared),
     summed AS (
        SELECT customer_no, CAST(sum(cents) AS DECIMAL(18,4)) / 100 AS realised,
            CAST(sum(e4) AS DOUBLE) / 10000 AS expected,
            CAST(sum(CAST(l AS BIGINT)) AS DOUBLE) / 10000 AS low,
            CAST(sum(CAST(h AS BIGINT)) AS DOUBLE) / 10000 AS high
        FROM moved GROUP BY customer_no),
     shop AS (SELECT count(*) AS links FROM credit_link)
SELECT s.customer_no,
    CASE WHEN links > 0 THEN CAST(coalesce(m.realised, 0) AS DECIMAL(18,4)) END AS realised,
    CASE WHEN links > 0 THEN coalesce(m.expected, 0) END AS expected,
    CASE WHEN links > 0 THEN coalesce(m.low, 0) END AS low,
    CASE WHEN links > 0 THEN coalesce(m.high, 0) END AS high,
    CASE WHEN links > 0 THEN 'assumed' ELSE 'not_measured' END AS realised_basis,
    CASE WHEN links > 0 THEN 'assumed' ELSE 'not_measured' END AS expected_basis
FROM {{state}} AS s LEFT JOIN summed m USING (customer_no) CROSS JOIN shop
