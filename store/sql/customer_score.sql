-- What the models say of each customer of {{summary}}, per occasion and within the horizon, by
-- reckoning {{reckoning}} made as of day {{as_of}} (days since 1970-01-01).
WITH person AS (
        SELECT s.customer_no, s.x, s.last_day - s.first_day AS t_x, {{as_of}} - s.first_day AS age,
            CASE WHEN s.x = 0 THEN 0 ELSE CAST(s.repeat_paid_e4 AS DOUBLE) / (s.x * 10000) END
                AS mean_paid,
            CAST(f.off_ours AS DOUBLE) / (s.x + 1) AS off_ours,
            CAST(f.off_third_party AS DOUBLE) / (s.x + 1) AS off_third_party,
            f.goods, f.reference, f.reference_no_goods
        FROM {{summary}} s JOIN {{flow}} f USING (customer_no)),
     scored AS (
        SELECT p.*, c.p_alive,
            coalesce(b.discounted, c.discounted) AS discounted_occasions,
            coalesce(b.discounted_low, c.discounted_low) AS discounted_low,
            coalesce(b.discounted_high, c.discounted_high) AS discounted_high,
            coalesce(b.discounted_years, c.discounted_years) AS discounted_years_alive,
            m.c0 + m.c1 * p.mean_paid + p.off_ours + p.off_third_party AS reference_per_occasion
        FROM person p
        JOIN cell_score c ON c.reckoning = {{reckoning}} AND c.x = p.x AND c.t_x = p.t_x
            AND c.age = p.age
        JOIN spend_score m ON m.reckoning = {{reckoning}} AND m.x = p.x
        LEFT JOIN baseline_score b ON b.reckoning = {{reckoning}} AND b.customer_no = p.customer_no)
SELECT customer_no, p_alive, discounted_occasions, discounted_low, discounted_high,
    discounted_years_alive, reference_per_occasion, off_ours AS off_ours_per_occasion,
    off_third_party AS off_third_party_per_occasion,
    -- goods at the customer's own share of the reference; what the files do not say, by the margin
    reference_per_occasion * CASE
        WHEN reference = 0 THEN 1 - margin
        WHEN reference_no_goods = 0 THEN CAST(goods AS DOUBLE) / CAST(reference AS DOUBLE)
        ELSE (CAST(goods AS DOUBLE) + (1 - margin) * CAST(reference_no_goods AS DOUBLE))
            / CAST(reference AS DOUBLE) END AS cost_of_goods_per_occasion
FROM scored CROSS JOIN assumption
