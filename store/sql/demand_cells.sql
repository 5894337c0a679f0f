-- Units sold of each product in each region between two changes of any price, with the price asked of
-- everybody: units, price, orders in that region and span, and the numbers of product x region and of
-- region x span.  Spans in which a product had no price yet are left out; those in which nothing of it
-- was sold are there with 0.  Units are counted in purchases of the usual size, sum of squares over sum
-- (of purchases that come at random, so many units have as much variance as mean): else a product sold
-- by the gram would drown all others.
WITH asked AS (
        SELECT product_id, region, from_day, price,
            lead(from_day) OVER (PARTITION BY product_id, region ORDER BY from_day) AS next_day
        FROM price_used WHERE price > 0),
     edge AS (
        SELECT DISTINCT from_day FROM price_used WHERE from_day <= {{as_of}}),
     span AS (
        SELECT from_day AS start,
            coalesce(lead(from_day) OVER (ORDER BY from_day), {{as_of}} + 1) AS stop
        FROM edge),
     placed AS (SELECT max(CASE WHEN region <> '' THEN 1 ELSE 0 END) = 1 AS by_region FROM price_used),
     bought AS (
        SELECT x.product_id, CASE WHEN by_region THEN coalesce(x.region, w.region, '') ELSE '' END
                AS region,
            x.day, x.order_id, CAST(x.units AS DECIMAL(18,4)) AS units
        FROM exchange_used x LEFT JOIN profile_used w USING (customer_no) CROSS JOIN placed
        WHERE x.kind = 'purchase' AND x.units > 0 AND x.product_id IS NOT NULL
            AND x.day <= {{as_of}}),
     usual AS (
        SELECT product_id, CAST(sum(CAST(units * units AS DECIMAL(18,4))) AS DOUBLE)
            / CAST(sum(units) AS DOUBLE) AS size
        FROM bought GROUP BY product_id),
     sold AS (
        SELECT b.product_id, b.region, s.start, sum(b.units) AS units
        FROM bought b JOIN span s ON b.day >= s.start AND b.day < s.stop
        GROUP BY b.product_id, b.region, s.start),
     orders AS (
        SELECT b.region, s.start, count(DISTINCT b.order_id) AS orders
        FROM bought b JOIN span s ON b.day >= s.start AND b.day < s.stop
        GROUP BY b.region, s.start),
     cell AS (
        SELECT a.product_id, a.region, s.start, a.price
        FROM asked a JOIN span s ON s.start >= a.from_day AND (a.next_day IS NULL OR s.start < a.next_day))
SELECT CAST(coalesce(v.units, 0) AS DOUBLE) / coalesce(u.size, 1) AS units, CAST(c.price AS DOUBLE) AS price,
    CAST(coalesce(o.orders, 0) AS DOUBLE) AS orders,
    CAST(dense_rank() OVER (ORDER BY c.product_id, c.region) - 1 AS DOUBLE) AS product_region,
    CAST(dense_rank() OVER (ORDER BY c.region, c.start) - 1 AS DOUBLE) AS region_span
FROM cell c
LEFT JOIN sold v ON v.product_id = c.product_id AND v.region = c.region AND v.start = c.start
LEFT JOIN usual u ON u.product_id = c.product_id
LEFT JOIN orders o ON o.region = c.region AND o.start = c.start
ORDER BY c.product_id, c.region, c.start
