-- What the forecast of customer $1 was made of.
SELECT s.x + 1, s.first_day, s.last_day, c.p_alive, c.discounted_occasions,
    c.reference_per_occasion, c.off_ours_per_occasion, c.off_third_party_per_occasion,
    c.cost_of_goods_per_occasion
FROM customer_state c JOIN summary s USING (customer_no)
WHERE c.customer_no = $1 AND c.discounted_occasions IS NOT NULL
