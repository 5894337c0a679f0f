-- What our goods were worth to them above the price: consumer surplus at the price paid, less the
-- savings in that price, so that surplus + savings in the price = CS(paid).  May be negative: bought
-- only because it was cheap.  Rests on the setting `elasticity`; without it, not measured.
SELECT customer_no,
    CAST(round(CAST(cs * paid AS DECIMAL(18,4)) - off_ours - off_third_party, 2) AS DECIMAL(18,4))
        AS realised,
    discounted_occasions * (cs * (reference_per_occasion - off_ours_per_occasion
        - off_third_party_per_occasion) - off_ours_per_occasion - off_third_party_per_occasion)
        AS expected,
    discounted_occasions * (cs_low * (reference_per_occasion - off_ours_per_occasion
        - off_third_party_per_occasion) - off_ours_per_occasion - off_third_party_per_occasion)
        AS low,
    discounted_occasions * (cs_high * (reference_per_occasion - off_ours_per_occasion
        - off_third_party_per_occasion) - off_ours_per_occasion - off_third_party_per_occasion)
        AS high,
    CASE WHEN cs IS NULL THEN 'not_measured' ELSE 'assumed' END AS realised_basis,
    CASE WHEN cs IS NULL THEN 'not_measured' ELSE 'assumed' END AS expected_basis
FROM {{state}} AS state CROSS JOIN assumption
