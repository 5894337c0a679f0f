-- Shopify's orders export: one line per line item, what belongs to the order on its first line only.
-- One order becomes one purchase: paid = goods after discounts + the postage they pay, without tax;
-- the discount is ours.  Where prices hold the tax (the total is goods + postage) it is taken out, of
-- the discount too.  A gift card sold is a debt, not a purchase.  A crossed-out "compare at" price is
-- printed, not asked: it is `list`, never the reference.  What was refunded is a second exchange of the
-- same order; when more is given back later, the third is what it grew by.
WITH dated AS (
    SELECT *, coalesce(import_text("Lineitem sku"), import_text("Lineitem name")) AS product,
        -- the shop's own day, asked only where something has a cost from some day on
        CASE WHEN EXISTS (SELECT 1 FROM product_cost_at)
             THEN CAST((import_instant("Created at", {{date_format}}, {{timezone}}) AT TIME ZONE 'UTC')
                AT TIME ZONE {{timezone}} AS DATE) END AS of_day
    FROM {{source}}),
lines AS (
    SELECT d.*, g.cost AS unit_cost, lower(coalesce("Lineitem name", '')) LIKE '%gift card%'
            AND lower(coalesce("Lineitem requires shipping", 'false')) = 'false' AS is_gift_card,
        import_amount("Lineitem quantity") * import_amount("Lineitem price") AS line_price,
        import_amount("Lineitem quantity") * greatest(import_amount("Lineitem price"),
            coalesce(import_amount("Lineitem compare at price"), 0)) AS line_crossed_out
    FROM dated d
    ASOF LEFT JOIN product_cost_at g ON g.product_id = d.product AND g.from_day <= d.of_day),
orders AS (
    SELECT min(row_no) AS row_no, bool_or(is_header) AS is_header, import_text("Name") AS order_id,
        coalesce(import_id(max(import_text("Email"))),
            nullif(regexp_replace(max("Phone"), '[^0-9+]', '', 'g'), '')) AS customer_id,
        lower(max("Financial Status")) AS status, import_text(max("Currency")) AS currency,
        import_text(max("Cancelled at")) AS cancelled_at,
        lower(coalesce(max("Payment Method"), '')) AS payment, lower(coalesce(max("Tags"), '')) AS tags,
        import_instant(max("Created at"), {{date_format}}, {{timezone}}) AS occurred_at,
        import_amount(max("Subtotal")) AS subtotal, import_amount(max("Total")) AS total,
        coalesce(import_amount(max("Shipping")), 0) AS postage,
        coalesce(import_amount(max("Taxes")), 0) AS taxes,
        coalesce(import_amount(max("Discount Amount")), 0) AS discount,
        coalesce(import_amount(max("Refunded Amount")), 0) AS refunded,
        coalesce(sum(line_price) FILTER (WHERE is_gift_card), 0) AS gift_cards,
        bool_and(is_gift_card) AS only_gift_cards, sum(line_crossed_out) AS crossed_out,
        sum(line_price) AS asked,
        -- only where it is known of everything
        CASE WHEN bool_and(is_gift_card OR unit_cost IS NOT NULL)
             THEN CAST(sum(CASE WHEN is_gift_card THEN 0 ELSE import_amount("Lineitem quantity") * unit_cost END)
                 AS DECIMAL(18,4)) END AS goods
    FROM lines GROUP BY "Name"),
priced AS (
    SELECT *,
        -- the share of what was charged that is not tax
        CASE WHEN taxes > 0 AND abs(total - (subtotal + postage)) < 0.005 AND total > 0
             THEN CAST(total - taxes AS DOUBLE) / CAST(total AS DOUBLE) ELSE 1 END AS untaxed
    FROM orders),
judged AS (
    SELECT *, CAST(round((subtotal + postage - gift_cards) * untaxed, 2) AS DECIMAL(18,4)) AS paid,
        CAST(round(discount * untaxed, 2) AS DECIMAL(18,4)) AS off,
        (crossed_out - asked) * untaxed AS above_asked,
        -- taxes are given back with the goods
        CASE WHEN total > 0 THEN least(refunded, total) * CAST(taxes AS DOUBLE) / CAST(total AS DOUBLE)
             ELSE 0 END AS taxes_back,
        CAST(round(least(refunded * CASE WHEN total > 0 THEN CAST(subtotal + postage AS DOUBLE)
                / CAST(total AS DOUBLE) * untaxed ELSE 1 END,
            (subtotal + postage - gift_cards) * untaxed), 2) AS DECIMAL(18,4)) AS given_back,
        CASE WHEN NOT is_header AND order_id IS NULL THEN 'no order name'
             WHEN NOT is_header AND customer_id IS NULL THEN 'no e-mail: nobody to count it for'
             WHEN payment LIKE '%bogus%' OR tags = 'test' THEN 'a test order'
             WHEN only_gift_cards THEN 'a gift card sold: a debt until it is used'
             WHEN status IN ('voided', 'expired') THEN 'voided'
             WHEN status IN ('pending', 'authorized') THEN 'not paid yet'
             WHEN cancelled_at IS NOT NULL AND refunded = 0 THEN 'cancelled'
             WHEN refunded > total THEN 'more is given back than was paid'
             ELSE import_problem(is_header, customer_id, occurred_at, subtotal) END AS problem
    FROM priced)
SELECT row_no, customer_id, CAST(NULL AS DATE) AS day, occurred_at, 'purchase' AS kind,
    order_id, 'shopify ' || order_id AS message_id, CAST(crossed_out AS DECIMAL(18,4)) AS list,
    CAST(paid + off AS DECIMAL(18,4)) AS reference, off AS off_ours, paid,
    goods AS cost_of_goods, 'measured' AS reference_basis, currency, import_left_out(taxes, above_asked, currency) AS attributes,
    problem
FROM judged
UNION ALL
SELECT row_no, customer_id, NULL, occurred_at, 'refund', order_id,
    'shopify refund ' || order_id || ' ' || CAST(given_back AS VARCHAR), NULL,
    -import_rest(given_back, level), 0, -import_rest(given_back, level), NULL,
    'measured', currency,
    import_left_out(-taxes_back * CAST(import_rest(given_back, level) AS DOUBLE)
        / CAST(given_back AS DOUBLE), 0, currency), NULL
FROM judged LEFT JOIN (SELECT order_id, level FROM import_given_back WHERE system = 'shopify') AS before
    USING (order_id)
WHERE given_back > 0 AND problem IS NULL
