-- What they saved: taken off by us or by others, at face value when used; gifts at worth to them.
-- Expected: as much off as now, and gifts as others got at such orders.
SELECT customer_no,
    CAST(round(off_ours + off_third_party + gift_worth, 2) AS DECIMAL(18,4)) AS realised,
    discounted_occasions * (off_ours_per_occasion + off_third_party_per_occasion) + gift_worth_ahead
        AS expected,
    discounted_low * (off_ours_per_occasion + off_third_party_per_occasion)
        + gift_worth_ahead * coalesce(discounted_low / nullif(discounted_occasions, 0), 0) AS low,
    discounted_high * (off_ours_per_occasion + off_third_party_per_occasion)
        + gift_worth_ahead * coalesce(discounted_high / nullif(discounted_occasions, 0), 0) AS high,
    CASE WHEN assumed_references > 0 THEN 'assumed' ELSE 'measured' END AS realised_basis,
    CASE WHEN assumed_references > 0 THEN 'assumed' ELSE 'modelled' END AS expected_basis
FROM {{state}} AS state
