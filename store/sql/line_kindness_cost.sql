-- What kindness cost us: what we took off, and gifts, rewards and notes at our cost, when used.
-- Expected: as much off as now, and gifts as others got at such orders.
-- Not measured where no file says anything of it.
WITH known AS (
    SELECT count(*) > 0 AS known FROM (
        SELECT 1 FROM exchange_used
        WHERE off_ours IS NOT NULL OR off_third_party IS NOT NULL OR worth_to_them IS NOT NULL
            OR kind IN ('gift', 'reward', 'thanks', 'discount')
        LIMIT 1) AS any_kindness)
SELECT customer_no,
    CASE WHEN known THEN CAST(round(-off_ours - gift_cost, 2) AS DECIMAL(18,4)) END AS realised,
    CASE WHEN known THEN -discounted_occasions * off_ours_per_occasion - gift_cost_ahead END AS expected,
    -discounted_high * off_ours_per_occasion
        - gift_cost_ahead * coalesce(discounted_high / nullif(discounted_occasions, 0), 0) AS low,
    -discounted_low * off_ours_per_occasion
        - gift_cost_ahead * coalesce(discounted_low / nullif(discounted_occasions, 0), 0) AS high,
    CASE WHEN NOT known THEN 'not_measured' WHEN assumed_references > 0 THEN 'assumed'
         ELSE 'measured' END AS realised_basis,
    CASE WHEN NOT known THEN 'not_measured' WHEN assumed_references > 0 THEN 'assumed'
         ELSE 'modelled' END AS expected_basis
FROM {{state}} AS state CROSS JOIN known
