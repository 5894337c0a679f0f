-- Realised sums with no forecast beside them.
SELECT f.*, CAST(NULL AS DOUBLE) AS p_alive, CAST(NULL AS DOUBLE) AS discounted_occasions,
    CAST(NULL AS DOUBLE) AS discounted_low, CAST(NULL AS DOUBLE) AS discounted_high,
    CAST(NULL AS DOUBLE) AS discounted_years_alive, CAST(NULL AS DOUBLE) AS reference_per_occasion,
    CAST(NULL AS DOUBLE) AS off_ours_per_occasion, CAST(NULL AS DOUBLE) AS off_third_party_per_occasion,
    CAST(NULL AS DOUBLE) AS cost_of_goods_per_occasion, CAST(NULL AS DOUBLE) AS money_low,
    CAST(NULL AS DOUBLE) AS money_high, CAST(NULL AS DOUBLE) AS gift_cost_ahead,
    CAST(NULL AS DOUBLE) AS gift_worth_ahead, CAST(NULL AS DOUBLE) AS new_payments_ahead,
    CAST(NULL AS DOUBLE) AS unwanted_ahead
FROM ({{flow}}) AS f
