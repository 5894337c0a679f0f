-- Not here yet: whom our customers will bring, at what a newcomer is worth.  Left out of take rates.
SELECT CAST(NULL AS DECIMAL(18,4)) AS realised,
    CAST(sum(CAST(discounted_referrals * coalesce(value_of_referred, 0) AS DECIMAL(18,4))) AS DOUBLE) AS expected,
    'modelled' AS expected_basis
FROM other_score CROSS JOIN assumption
HAVING count(discounted_referrals) > 0
