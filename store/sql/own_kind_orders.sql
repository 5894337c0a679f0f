-- Orders, a row a product of an order; the amounts are the row's totals.  The reference is what the
-- file says; else the lowest price asked in the 30 days before, where the prices are known; else the
-- list price, assumed; never below what was paid plus what was taken off.  What the reference is above
-- the price paid and others' part was taken off by us.
WITH read AS (
    SELECT *, row_number() OVER (PARTITION BY order_id, product_id ORDER BY row_no) AS line,
        min(customer_id) OVER (PARTITION BY order_id) <> max(customer_id) OVER (PARTITION BY order_id)
            AS of_two,
        coalesce(off_third_party, 0) AS third, paid + coalesce(off_ours, 0)
            + coalesce(off_third_party, 0) AS asked
    FROM ({{rated}}) AS f),
asked AS (
    SELECT r.row_no, min(p.price) AS lowest
    FROM read r
    JOIN (
        SELECT *, lead(from_day) OVER (PARTITION BY product_id, region ORDER BY from_day) AS next_day
        FROM price_used) AS p
        ON p.product_id = r.product_id AND p.from_day <= r.ordered_at_day
        AND (p.next_day IS NULL OR p.next_day > r.ordered_at_day - 30)
    LEFT JOIN customer c ON c.customer_id = r.customer_id
    LEFT JOIN profile_used w ON w.customer_no = c.customer_no
    WHERE r.reference IS NULL AND r.units IS NOT NULL AND p.region IN ('', coalesce(w.region, ''))
    GROUP BY r.row_no),
priced AS (
    SELECT r.*, coalesce(r.list, CAST(r.units * p.list AS DECIMAL(18,4))) AS printed,
        coalesce(r.goods_cost, CAST(r.units * g.cost AS DECIMAL(18,4))) AS goods,
        CAST(r.units * a.lowest AS DECIMAL(18,4)) AS history
    FROM read r LEFT JOIN product_used p ON p.product_id = r.product_id
    ASOF LEFT JOIN product_cost_at g ON g.product_id = r.product_id AND g.from_day <= r.ordered_at_day
    LEFT JOIN asked a ON a.row_no = r.row_no),
judged AS (
    SELECT *, CAST(greatest(coalesce(reference, history, printed, asked), asked) AS DECIMAL(18,4))
        AS reference_e
    FROM priced)
SELECT row_no, customer_id, ordered_at_day AS day, ordered_at_time AS occurred_at, 'purchase' AS kind,
    order_id, product_id,
    order_id || coalesce(' ' || product_id, '') || CASE WHEN line > 1 THEN ' ' || line ELSE '' END
        AS message_id,
    units, printed AS list, reference_e AS reference,
    CAST(reference_e - paid - third AS DECIMAL(18,4)) AS off_ours,
    CAST(third AS DECIMAL(18,4)) AS off_third_party, paid, goods AS cost_of_goods,
    postage_ours AS cost_to_us,
    CASE WHEN reference IS NULL AND history IS NULL AND printed IS NOT NULL THEN 'assumed'
         ELSE 'measured' END AS reference_basis,
    CASE WHEN problem IS NULL AND of_two THEN 'the order is of two customers' ELSE problem END AS problem
FROM judged
