-- Sums of the exchanges and the score of the forecast side by side, one row a customer, by
-- reckoning {{reckoning}} made as of day {{as_of}} (days since 1970-01-01): what every line reads.
-- A customer with no occasion kept has no forecast and keeps the realised lines.
WITH scored AS (
        SELECT p.*, c.p_alive,
            coalesce(b.discounted, c.discounted) AS discounted_occasions,
            coalesce(b.discounted_low, c.discounted_low) AS discounted_low,
            coalesce(b.discounted_high, c.discounted_high) AS discounted_high,
            CASE WHEN b.customer_no IS NULL THEN c.money_low ELSE b.discounted_low END AS money_low,
            CASE WHEN b.customer_no IS NULL THEN c.money_high ELSE b.discounted_high END AS money_high,
            coalesce(b.discounted_years, c.discounted_years) AS discounted_years_alive,
            CAST(off_ours AS DOUBLE) / (p.x + 1) AS off_ours_per_occasion,
            CAST(off_third_party AS DOUBLE) / (p.x + 1) AS off_third_party_per_occasion,
            -- of the size of a first repeat occasion, times what the orders ahead are of that
            (m.c0 + m.c1 * CASE WHEN p.x = 0 THEN 0
                WHEN coalesce(m.power, 1) = 1 THEN CAST(p.repeat_paid_e4 AS DOUBLE) / (p.x * 10000)
                ELSE power(CAST(p.repeat_paid_e4 AS DOUBLE) / (p.x * 10000), m.power) END)
                * c.size_growth AS paid_per_occasion,
            c.gift_cost AS gift_cost_ahead, c.gift_worth AS gift_worth_ahead,
            c.new_payments AS new_payments_ahead, c.unwanted AS unwanted_ahead
        FROM person p
        LEFT JOIN cell_score c ON c.reckoning = {{reckoning}} AND c.x = p.x
            AND c.t_x = p.last_day - p.first_day AND c.age = {{as_of}} - p.first_day
        LEFT JOIN spend_score m ON m.reckoning = {{reckoning}} AND m.x = p.x
        LEFT JOIN baseline_score b ON b.reckoning = {{reckoning}}
            AND b.customer_no = p.customer_no),
     priced AS (
        SELECT *, paid_per_occasion + off_ours_per_occasion + off_third_party_per_occasion
            AS reference_per_occasion
        FROM scored)
SELECT customer_no, purchases, assumed_references, discounted_purchases, paid, reference, off_ours,
    off_third_party, goods, reference_no_goods, serving, minutes_ours, winning, gift_cost,
    gift_worth, p_alive, discounted_occasions, discounted_low, discounted_high,
    discounted_years_alive, reference_per_occasion, off_ours_per_occasion,
    off_third_party_per_occasion,
    -- goods at the customer's own share of the reference; what the files do not say, by the margin
    reference_per_occasion * CASE
        WHEN reference = 0 THEN 1 - margin
        WHEN reference_no_goods = 0 THEN CAST(goods AS DOUBLE) / CAST(reference AS DOUBLE)
        ELSE (CAST(goods AS DOUBLE) + (1 - margin) * CAST(reference_no_goods AS DOUBLE))
            / CAST(reference AS DOUBLE) END AS cost_of_goods_per_occasion,
    -- as discounted_low and _high, of money: in orders of the size expected
    money_low, money_high, gift_cost_ahead, gift_worth_ahead, new_payments_ahead, unwanted_ahead
FROM priced CROSS JOIN assumption
