-- Stripe's payments: one line a charge, amounts with their tax in them where Stripe knows it.  Who paid
-- is the e-mail, else Stripe's own customer.  What was given back, or lost in a dispute, is a second
-- exchange of the same charge.
WITH read AS (
    SELECT row_no, is_header, import_text(id) AS charge,
        coalesce(import_id(import_text("Customer Email")), import_text("Customer ID")) AS customer_id,
        import_instant("Created (UTC)", {{date_format}}, 'UTC') AS occurred_at,
        import_untaxed(import_amount("Amount"), import_amount("Tax"), {{tax_percent}}) AS paid,
        coalesce(import_amount("Amount"), 0) AS charged,
        coalesce(import_amount("Amount Refunded"), 0) AS refunded,
        coalesce(import_amount("Disputed Amount"), 0) AS disputed,
        import_instant("Dispute Date (UTC)", {{date_format}}, 'UTC') AS disputed_at,
        lower(coalesce("Dispute Status", '')) AS dispute, upper(import_text("Currency")) AS currency,
        lower("Status") AS status, lower(coalesce("Mode", 'live')) AS mode,
        import_amount("Fee") AS fee
    FROM {{source}}),
judged AS (
    SELECT *,
        CASE WHEN mode = 'test' THEN 'a test payment'
             WHEN status IN ('failed', 'canceled', 'cancelled', 'requires_payment_method') THEN 'the payment failed'
             WHEN status IN ('pending', 'uncaptured', 'requires_capture', 'incomplete') THEN 'not paid yet'
             WHEN refunded > charged THEN 'more is given back than was paid'
             ELSE import_problem(is_header, customer_id, occurred_at, paid) END AS problem,
        -- what goes back, goes back with its share of the tax
        CASE WHEN charged > 0 THEN CAST(paid AS DOUBLE) / CAST(charged AS DOUBLE) ELSE 1 END AS untaxed,
        coalesce(level, 0) AS given_back
    FROM read LEFT JOIN (SELECT order_id, level FROM import_given_back WHERE system = 'stripe') AS before
        ON before.order_id = charge)
SELECT row_no, customer_id, CAST(NULL AS DATE) AS day, occurred_at, 'purchase' AS kind, charge AS order_id,
    'stripe ' || charge AS message_id, paid AS reference, paid, fee AS cost_to_us,
    'measured' AS reference_basis, currency, import_left_out(charged - paid, 0, currency) AS attributes,
    problem
FROM judged
UNION ALL
SELECT row_no, customer_id, NULL, occurred_at, 'refund', charge,
    'stripe refund ' || charge || ' ' || CAST(refunded AS VARCHAR),
    CAST(round(-import_rest(refunded, given_back) * untaxed, 2) AS DECIMAL(18,4)),
    CAST(round(-import_rest(refunded, given_back) * untaxed, 2) AS DECIMAL(18,4)), NULL, 'measured', currency,
    import_left_out(-import_rest(refunded, given_back) * (1 - untaxed), 0, currency), NULL
FROM judged WHERE refunded > 0 AND problem IS NULL
UNION ALL
SELECT row_no, customer_id, NULL, coalesce(disputed_at, occurred_at), 'refund', charge,
    'stripe dispute ' || charge,
    CAST(round(-disputed * untaxed, 2) AS DECIMAL(18,4)),
    CAST(round(-disputed * untaxed, 2) AS DECIMAL(18,4)), NULL, 'measured', currency,
    import_left_out(-disputed * (1 - untaxed), 0, currency), NULL
FROM judged WHERE disputed > 0 AND dispute IN ('lost', 'charge_refunded') AND problem IS NULL
