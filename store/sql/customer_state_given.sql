-- As customer_state_scored.sql, with the scores somebody gave in a table.
SELECT f.*, s.p_alive, s.discounted_occasions, s.discounted_low, s.discounted_high,
    s.discounted_years_alive, s.reference_per_occasion, s.off_ours_per_occasion,
    s.off_third_party_per_occasion, s.cost_of_goods_per_occasion,
    s.discounted_low AS money_low, s.discounted_high AS money_high,
    CAST(0 AS DOUBLE) AS gift_cost_ahead, CAST(0 AS DOUBLE) AS gift_worth_ahead,
    CAST(0 AS DOUBLE) AS new_payments_ahead, CAST(NULL AS DOUBLE) AS unwanted_ahead
FROM flow AS f LEFT JOIN {{given}} AS s USING (customer_no)
