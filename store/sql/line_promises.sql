-- Promises broken, to them: days late at what a day of waiting is worth to them; of an order that never
-- came and was not paid back, what they paid and the surplus they did not get.  A promise kept is 0: it
-- is in the surplus already.  Expected at the present service.
WITH shop AS (
    SELECT max(CASE WHEN deliveries > 0 OR late_days > 0 THEN 1 ELSE 0 END) AS measured FROM passed),
     known AS (SELECT coalesce(measured, 0) = 1 AND value_of_day_late IS NOT NULL AS known
        FROM shop CROSS JOIN assumption)
SELECT customer_no,
    CASE WHEN known THEN CAST(round(-late_days * CAST(value_of_day_late AS DECIMAL(18,4))
        - missing_paid - CAST(coalesce(cs, 0) * missing_paid AS DECIMAL(18,4)), 2) AS DECIMAL(18,4)) END
        AS realised,
    CASE WHEN known THEN -discounted_occasions * late_days_per_occasion * value_of_day_late END
        AS expected,
    CASE WHEN known THEN -discounted_high * late_days_per_occasion * value_of_day_late_high END AS low,
    CASE WHEN known THEN -discounted_low * late_days_per_occasion * value_of_day_late_low END AS high,
    CASE WHEN known THEN 'assumed' ELSE 'not_measured' END AS realised_basis,
    CASE WHEN known AND late_days_per_occasion IS NOT NULL THEN 'assumed' ELSE 'not_measured' END
        AS expected_basis
FROM {{state}} AS state CROSS JOIN assumption CROSS JOIN known
