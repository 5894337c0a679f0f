-- WooCommerce by WebToffee's plugin: one line per order.  paid = total without tax; discounts are ours;
-- the customer is the e-mail, else the shop's own number.  Fees and postage they pay are part of paid.
WITH read AS (
    SELECT row_no, is_header, import_text(order_id) AS order_no,
        coalesce(import_id(import_text(billing_email)), import_id(import_text(customer_email)),
            nullif(import_id(import_text(customer_id)), '0')) AS customer,
        import_day(order_date, {{date_format}}) AS day,
        import_instant(order_date, {{date_format}}, {{timezone}}) AS occurred_at, lower(status) AS state,
        import_amount(order_total) - coalesce(import_amount(tax_total), 0) AS paid,
        import_amount(order_total) AS total,
        coalesce(import_amount(discount_total), import_amount(cart_discount), 0) AS off,
        upper(import_text(order_currency)) AS currency,
        -- "refund_id:12|reason:late|amount:5.00|date:2025-01-02;..."
        list_sum(list_transform(regexp_extract_all(coalesce(refund_items, ''), 'amount:-?([0-9.,]+)', 1),
            t -> abs(import_amount(t)))) AS refunded
    FROM {{source}}),
judged AS (
    SELECT *, coalesce(level, 0) AS given_back,
        -- without its share of the tax
        CAST(round(least(CASE WHEN state IN ('refunded', 'wc-refunded') THEN total ELSE coalesce(refunded, 0) END
            * CASE WHEN total > 0 THEN CAST(paid AS DOUBLE) / CAST(total AS DOUBLE) ELSE 1 END, paid), 2)
            AS DECIMAL(18,4)) AS back,
        CASE WHEN state IN ('pending', 'on-hold', 'wc-pending', 'wc-on-hold', 'checkout-draft') THEN 'not paid yet'
             WHEN state IN ('cancelled', 'wc-cancelled', 'trash') THEN 'cancelled'
             WHEN state IN ('failed', 'wc-failed') THEN 'the payment failed'
             WHEN refunded > total THEN 'more is given back than was paid'
             ELSE import_problem(is_header, customer, coalesce(day, occurred_at), paid) END AS problem
    FROM read LEFT JOIN (SELECT order_id, level FROM import_given_back WHERE system = 'woocommerce') AS before
        ON before.order_id = order_no)
SELECT row_no, customer AS customer_id, day, occurred_at, 'purchase' AS kind, order_no AS order_id,
    'woocommerce ' || order_no AS message_id, CAST(paid + off AS DECIMAL(18,4)) AS reference, off AS off_ours,
    paid, 'measured' AS reference_basis, currency, import_left_out(total - paid, 0, currency) AS attributes,
    problem
FROM judged
UNION ALL
SELECT row_no, customer, day, occurred_at, 'refund', order_no,
    'woocommerce refund ' || order_no || ' ' || CAST(back AS VARCHAR),
    -import_rest(back, given_back), 0, -import_rest(back, given_back), 'measured', currency,
    CASE WHEN paid > 0 THEN import_left_out(-CAST(import_rest(back, given_back) AS DOUBLE)
        * CAST(total - paid AS DOUBLE) / CAST(paid AS DOUBLE), 0, currency) END, NULL
FROM judged WHERE back > 0 AND problem IS NULL
