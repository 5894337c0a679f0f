-- Realised sums of each customer's exchanges up to the day {{as_of}}.  Purchases are counted by order:
-- where a row is one product of an order, its order is counted once.
SELECT customer_no,
    count(*) FILTER (WHERE kind = 'purchase' AND (order_id IS NULL OR product_id IS NULL))
        + count(DISTINCT order_id) FILTER (WHERE kind = 'purchase' AND product_id IS NOT NULL)
        AS purchases,
    count(*) FILTER (WHERE kind = 'purchase' AND (order_id IS NULL OR product_id IS NULL)
            AND reference_basis = 'assumed')
        + count(DISTINCT order_id) FILTER (WHERE kind = 'purchase' AND product_id IS NOT NULL
            AND reference_basis = 'assumed')
        AS assumed_references,
    count(*) FILTER (WHERE kind = 'purchase' AND (order_id IS NULL OR product_id IS NULL)
            AND off_ours > 0)
        + count(DISTINCT order_id) FILTER (WHERE kind = 'purchase' AND product_id IS NOT NULL
            AND off_ours > 0)
        AS discounted_purchases,
    coalesce(sum(paid) FILTER (WHERE kind IN ('purchase', 'refund', 'correction')), 0) AS paid,
    -- taken off apart from its order, the reference was that much higher
    coalesce(sum(CASE WHEN kind = 'discount' THEN coalesce(off_ours, 0) + coalesce(off_third_party, 0)
        ELSE reference END) FILTER (WHERE kind IN ('purchase', 'refund', 'discount', 'correction')), 0)
        AS reference,
    coalesce(sum(off_ours), 0) AS off_ours,
    coalesce(sum(off_third_party), 0) AS off_third_party,
    coalesce(sum(cost_of_goods) FILTER (WHERE kind IN ('purchase', 'refund')), 0) AS goods,
    coalesce(sum(reference) FILTER (WHERE kind IN ('purchase', 'refund') AND cost_of_goods IS NULL), 0)
        AS reference_no_goods,
    coalesce(sum(cost_to_us) FILTER (WHERE worth_to_them IS NULL
        AND kind NOT IN ('gift', 'reward', 'thanks')
        AND NOT (kind = 'cost' AND topic = 'acquisition')), 0) AS serving,
    coalesce(sum(minutes_ours), 0) AS minutes_ours,
    coalesce(sum(cost_to_us) FILTER (WHERE kind = 'cost' AND topic = 'acquisition'), 0) AS winning,
    -- a repair that came with something of worth to them is a gift, else it is service
    coalesce(sum(cost_to_us) FILTER (WHERE worth_to_them IS NOT NULL
        OR kind IN ('gift', 'reward', 'thanks')), 0) AS gift_cost,
    coalesce(sum(worth_to_them), 0) AS gift_worth
FROM exchange_used
WHERE day <= {{as_of}} AND {{who}}
GROUP BY customer_no
