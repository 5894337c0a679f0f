-- Flow and score side by side, one row a customer: what every line reads.  A customer with no
-- occasion kept has no forecast and keeps the realised lines.
SELECT f.*, s.p_alive, s.discounted_occasions, s.discounted_low, s.discounted_high,
    s.discounted_years_alive, s.reference_per_occasion, s.off_ours_per_occasion,
    s.off_third_party_per_occasion, s.cost_of_goods_per_occasion
FROM {{flow}} f LEFT JOIN ({{score}}) s USING (customer_no)
