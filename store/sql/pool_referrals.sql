-- Not here yet: what they will owe to who brings them; with it the line sums to 0.
SELECT CAST(0 AS DECIMAL(18,4)) AS realised,
    -CAST(sum(CAST(discounted_referrals * pass_on * future_pi * coalesce(value_of_referred, 0) * 10000 AS BIGINT)
        + CAST(discounted_referrals * (1 - future_pi) * normal_cost_to_win * 10000 AS BIGINT)) AS DOUBLE)
        / 10000 AS expected,
    'assumed' AS expected_basis
FROM other_score CROSS JOIN assumption
HAVING count(discounted_referrals) > 0
