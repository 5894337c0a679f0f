-- WooCommerce by Advanced Order Export: one line per item; an order becomes one purchase, without tax;
-- what was given back of its items is a refund.
WITH orders AS (
    SELECT min(row_no) AS row_no, bool_or(is_header) AS is_header, import_text("Order Number") AS order_no,
        import_id(import_text(max("Email (Billing)"))) AS customer_id, lower(max("Order Status")) AS state,
        import_day(max("Order Date"), {{date_format}}) AS day,
        import_instant(max("Order Date"), {{date_format}}, {{timezone}}) AS occurred_at,
        CAST(sum(import_amount("Order Line (w/o tax)")) AS DECIMAL(18,4)) AS goods,
        coalesce(import_amount(max("Order Shipping Amount")), 0) AS postage,
        coalesce(sum(abs(import_amount("Order Line Total Refunded"))), 0) AS back_taxed,
        CAST(sum(import_amount("Order Line Total")) AS DECIMAL(18,4)) AS taxed
    FROM {{source}} GROUP BY "Order Number"),
judged AS (
    SELECT *, CAST(goods + postage AS DECIMAL(18,4)) AS paid,
        CAST(round(CASE WHEN taxed > 0 THEN back_taxed * CAST(goods AS DOUBLE) / CAST(taxed AS DOUBLE)
            ELSE back_taxed END, 2) AS DECIMAL(18,4)) AS back, coalesce(level, 0) AS given_back,
        CASE WHEN state LIKE '%pending%' OR state LIKE '%on-hold%' OR state LIKE '%on hold%' THEN 'not paid yet'
             WHEN state LIKE '%cancelled%' THEN 'cancelled'
             WHEN state LIKE '%failed%' THEN 'the payment failed'
             ELSE import_problem(is_header, customer_id, coalesce(day, occurred_at), goods) END AS problem
    FROM orders LEFT JOIN (SELECT order_id, level FROM import_given_back WHERE system = 'woocommerce') AS before
        ON before.order_id = order_no)
SELECT row_no, customer_id, day, occurred_at, 'purchase' AS kind, order_no AS order_id,
    'woocommerce ' || order_no AS message_id, paid AS reference, paid, 'measured' AS reference_basis,
    import_left_out(taxed - goods, 0, CAST(NULL AS VARCHAR)) AS attributes, problem
FROM judged
UNION ALL
SELECT row_no, customer_id, day, occurred_at, 'refund', order_no,
    'woocommerce refund ' || order_no || ' ' || CAST(back AS VARCHAR), -import_rest(back, given_back), -import_rest(back, given_back),
    'measured', CASE WHEN goods > 0 THEN import_left_out(-CAST(import_rest(back, given_back) AS DOUBLE)
        * CAST(taxed - goods AS DOUBLE) / CAST(goods AS DOUBLE), 0, CAST(NULL AS VARCHAR)) END, NULL
FROM judged WHERE back > 0 AND problem IS NULL
