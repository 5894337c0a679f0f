-- Money given back: the part of the row's price is taken back with the part of what was taken off, so
-- that an order given back whole leaves nothing.  The goods' cost comes back only where they can be
-- sold again.  No more is given back than was paid, in all.  Without an order there is nothing to
-- compare with.
WITH read AS (SELECT * FROM ({{rated_of_order}}) AS f),
bought AS (
    SELECT order_id, product_id, sum(paid) AS paid, sum(off_ours) AS ours, sum(off_third_party) AS third,
        sum(cost_of_goods) AS goods,
        CASE WHEN count(*) FILTER (WHERE reference_basis = 'assumed') > 0 THEN 'assumed'
             ELSE 'measured' END AS basis
    FROM (
        SELECT order_id, product_id, paid, coalesce(off_ours, 0) AS off_ours,
            coalesce(off_third_party, 0) AS off_third_party, cost_of_goods, reference_basis
        FROM exchange_used WHERE kind = 'purchase' AND order_id IS NOT NULL AND product_id IS NOT NULL
        UNION ALL
        SELECT order_id, NULL, paid, coalesce(off_ours, 0), coalesce(off_third_party, 0), cost_of_goods,
            reference_basis
        FROM exchange_used WHERE kind = 'purchase' AND order_id IS NOT NULL) AS lines
    GROUP BY order_id, product_id),
-- given back before, by other files: of the product, and of the order in all
before AS (
    SELECT order_id, product_id, sum(paid) AS paid FROM (
        SELECT order_id, product_id, -paid AS paid FROM exchange_used
        WHERE kind = 'refund' AND order_id IS NOT NULL AND product_id IS NOT NULL
        UNION ALL
        SELECT order_id, NULL, -paid FROM exchange_used
        WHERE kind = 'refund' AND order_id IS NOT NULL) AS back
    GROUP BY order_id, product_id),
joined AS (
    SELECT r.*, b.paid AS paid, b.ours, b.third, b.goods,
        b.basis, w.paid AS order_paid, coalesce(d.paid, 0) AS given, coalesce(e.paid, 0) AS order_given,
        EXISTS (SELECT 1 FROM exchange_used h WHERE h.kind = 'refund' AND h.order_id = r.order_id
            AND h.product_id IS NOT DISTINCT FROM r.product_id AND h.day = r.refunded_at_day
            AND h.occurred_at IS NOT DISTINCT FROM r.refunded_at_time AND h.paid = -r.amount) AS again
    FROM read r
    LEFT JOIN bought b ON b.order_id = r.order_id AND b.product_id IS NOT DISTINCT FROM r.product_id
    LEFT JOIN bought w ON w.order_id = r.order_id AND w.product_id IS NULL
    LEFT JOIN before d ON d.order_id = r.order_id AND d.product_id IS NOT DISTINCT FROM r.product_id
    LEFT JOIN before e ON e.order_id = r.order_id AND e.product_id IS NULL),
judged AS (
    SELECT *, CASE WHEN problem IS NOT NULL THEN problem
        WHEN order_id IS NOT NULL AND paid IS NULL THEN 'the product is not in that order'
        WHEN refunded_at_day < ordered THEN 'given back before it was bought'
        WHEN amount > paid THEN 'more is given back than was paid' END AS wrong
    FROM joined),
summed AS (
    SELECT *,
        CASE WHEN wrong IS NULL THEN sum(CASE WHEN wrong IS NULL AND NOT again THEN amount ELSE 0 END)
            OVER (PARTITION BY order_id, product_id ORDER BY row_no) END AS so_far,
        CASE WHEN wrong IS NULL THEN sum(CASE WHEN wrong IS NULL AND NOT again THEN amount ELSE 0 END)
            OVER (PARTITION BY order_id ORDER BY row_no) END AS order_so_far
    FROM judged),
-- whole cents, so that rounding a line of the ledger moves none
shares AS (
    SELECT *, CAST(round(coalesce(ours * share, 0), 2) AS DECIMAL(18,4)) AS ours_back,
        CAST(round(coalesce(third * share, 0), 2) AS DECIMAL(18,4)) AS third_back,
        CAST(round(goods * share, 2) AS DECIMAL(18,4)) AS goods_value
    FROM (
        SELECT *, CASE WHEN amount = 0 THEN 0 ELSE CAST(amount AS DOUBLE) / CAST(paid AS DOUBLE) END
            AS share
        FROM summed) AS parts)
SELECT row_no, customer_id, refunded_at_day AS day, refunded_at_time AS occurred_at, 'refund' AS kind,
    order_id, product_id, CAST(-amount AS DECIMAL(18,4)) AS paid,
    CAST(-amount - ours_back - third_back AS DECIMAL(18,4)) AS reference,
    CAST(-ours_back AS DECIMAL(18,4)) AS off_ours, CAST(-third_back AS DECIMAL(18,4)) AS off_third_party,
    CASE WHEN coalesce(goods_back, FALSE) THEN CAST(-goods_value AS DECIMAL(18,4))
         ELSE CAST(0 AS DECIMAL(18,4)) END AS cost_of_goods,
    handling_cost AS cost_to_us, minutes_theirs, coalesce(basis, 'measured') AS reference_basis,
    CASE WHEN wrong IS NOT NULL THEN wrong
         WHEN NOT again AND (so_far + given > paid OR order_so_far + order_given > order_paid)
         THEN 'more is given back than was paid' END AS problem
FROM shares
