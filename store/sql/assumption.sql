-- The settings the lines rest on, one row; NULL where nobody said anything.
-- cs = consumer surplus per unit of money paid: constant elasticity e with nobody paying over k
-- times the price: (1 - k^-(e-1)) / (e - 1), ln k at e = 1.  A high elasticity is a low surplus.
CREATE VIEW assumption AS
WITH said AS (
    SELECT
        max(likely) FILTER (WHERE key = 'margin') AS margin,
        max(low) FILTER (WHERE key = 'margin') AS margin_low,
        max(high) FILTER (WHERE key = 'margin') AS margin_high,
        max(likely) FILTER (WHERE key = 'elasticity') AS e,
        max(low) FILTER (WHERE key = 'elasticity') AS e_low,
        max(high) FILTER (WHERE key = 'elasticity') AS e_high,
        coalesce(max(likely) FILTER (WHERE key = 'choke_multiple'), 3) AS k,
        max(likely) FILTER (WHERE key = 'minute_of_support') AS minute_of_support,
        max(likely) FILTER (WHERE key = 'fulfilment_per_order') AS fulfilment_per_order,
        max(likely) FILTER (WHERE key = 'care_per_year') AS care_per_year
    FROM setting)
SELECT margin, margin_low, margin_high, minute_of_support, fulfilment_per_order, care_per_year,
    CASE WHEN abs(e - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e)) / (e - 1) END AS cs,
    CASE WHEN abs(e_high - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e_high)) / (e_high - 1) END
        AS cs_low,
    CASE WHEN abs(e_low - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e_low)) / (e_low - 1) END
        AS cs_high
FROM said
