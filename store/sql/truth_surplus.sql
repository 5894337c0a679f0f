-- Surplus of the orders kept and not given back: estimate, low, high, and what it was in truth, all at
-- the price paid (off is left out on both sides: a reward is booked otherwise in the truth).
SELECT cs * paid, cs_low * paid, cs_high * paid, truth
FROM (
    SELECT CAST(sum(o.paid) AS DOUBLE) AS paid, sum(t.surplus) AS truth
    FROM (
        SELECT order_id, sum(paid) AS paid, sum(off_ours) AS off_ours FROM exchange_used
        WHERE kind = 'purchase' AND order_id IS NOT NULL GROUP BY order_id) AS o
    JOIN read_csv({{file}}) AS t ON t.order_id = o.order_id
    WHERE coalesce(t.reward, 0) = 0) AS sums
CROSS JOIN assumption
