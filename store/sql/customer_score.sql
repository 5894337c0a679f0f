-- What the models say of each customer, per occasion and in the horizon: the one place where lines
-- get expected numbers from.  A test replaces it by a table of the same columns.
CREATE VIEW customer_score AS
WITH now AS (SELECT CAST(value AS BIGINT) AS reckoning FROM meta WHERE key = 'current_reckoning'),
     today AS (SELECT as_of FROM reckoning WHERE reckoning = (SELECT reckoning FROM now)),
     person AS (
        SELECT s.customer_no, s.x, s.last_day - s.first_day AS t_x,
            (SELECT as_of - DATE '1970-01-01' FROM today) - s.first_day AS age,
            CASE WHEN s.x = 0 THEN 0 ELSE CAST(s.repeat_paid_e4 AS DOUBLE) / (s.x * 10000) END AS mean_paid,
            f.off_ours / (s.x + 1) AS off_ours, f.off_third_party / (s.x + 1) AS off_third_party,
            f.goods, f.reference, f.reference_no_goods
        FROM summary s JOIN flow f USING (customer_no))
SELECT p.customer_no, c.p_alive, c.discounted AS discounted_occasions, c.discounted_low,
    c.discounted_high, c.discounted_years AS discounted_years_alive,
    m.c0 + m.c1 * p.mean_paid + p.off_ours + p.off_third_party AS reference_per_occasion,
    CAST(p.off_ours AS DOUBLE) AS off_ours_per_occasion,
    CAST(p.off_third_party AS DOUBLE) AS off_third_party_per_occasion,
    -- goods at the customer's own share of the reference; what the files do not say, by the margin
    (m.c0 + m.c1 * p.mean_paid + p.off_ours + p.off_third_party)
        * CASE WHEN p.reference = 0 THEN 1 - a.margin
               ELSE (p.goods + CASE WHEN p.reference_no_goods = 0 THEN 0
                                    ELSE (1 - a.margin) * p.reference_no_goods END) / p.reference END
        AS cost_of_goods_per_occasion
FROM person p CROSS JOIN assumption a
JOIN cell_score c ON c.x = p.x AND c.t_x = p.t_x AND c.age = p.age
    AND c.reckoning = (SELECT reckoning FROM now)
JOIN spend_score m ON m.x = p.x AND m.reckoning = (SELECT reckoning FROM now)
