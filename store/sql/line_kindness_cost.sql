-- What kindness cost us: what we took off, and gifts, rewards and notes at our cost, when used.
-- Expected: as much off as now, and gifts as others got at such orders.
SELECT customer_no,
    CAST(round(-off_ours - gift_cost, 2) AS DECIMAL(18,4)) AS realised,
    -discounted_occasions * off_ours_per_occasion - gift_cost_ahead AS expected,
    -discounted_high * off_ours_per_occasion
        - gift_cost_ahead * coalesce(discounted_high / nullif(discounted_occasions, 0), 0) AS low,
    -discounted_low * off_ours_per_occasion
        - gift_cost_ahead * coalesce(discounted_low / nullif(discounted_occasions, 0), 0) AS high,
    CASE WHEN assumed_references > 0 THEN 'assumed' ELSE 'measured' END AS realised_basis,
    CASE WHEN assumed_references > 0 THEN 'assumed' ELSE 'modelled' END AS expected_basis
FROM {{state}} AS state
