-- What our goods were worth to them above the price: consumer surplus at the price paid, less the
-- savings in that price, so that surplus + savings in the price = CS(paid).  May be negative: bought
-- only because it was cheap.  Rests on the elasticity that prices tell, or on the setting; without
-- either, not measured.
WITH paying AS (
    SELECT *, reference_per_occasion - off_ours_per_occasion - off_third_party_per_occasion
            AS paid_per_occasion,
        off_ours_per_occasion + off_third_party_per_occasion AS off_per_occasion,
        CASE WHEN contract_open THEN coalesce(contract_stays, 0) * CAST(contract_paid AS DOUBLE)
            / nullif(contract_payments, 0) ELSE 0 END AS contract_to_pay
    FROM {{state}} AS state)
SELECT customer_no,
    -- rounded apart from the savings: a higher reference then changes no total by a cent
    CAST(round(CAST(cs * (paid + contract_paid) AS DECIMAL(18,4)), 2)
        - round(off_ours + off_third_party, 2) AS DECIMAL(18,4)) AS realised,
    discounted_occasions * (cs * paid_per_occasion - off_per_occasion) + cs * contract_to_pay AS expected,
    discounted_occasions * (cs_low * paid_per_occasion - off_per_occasion) + cs_low * contract_to_pay
        AS low,
    discounted_occasions * (cs_high * paid_per_occasion - off_per_occasion) + cs_high * contract_to_pay
        AS high,
    cs_basis AS realised_basis, cs_basis AS expected_basis
FROM paying CROSS JOIN assumption
