-- Square's transactions: net sales (after discounts, without tax and tip) by customer, at the clock of
-- the line's own zone.  Gift cards sold are a debt; refunds are lines of their own with negative sales.
WITH read AS (
    SELECT row_no, is_header,
        coalesce(import_text("Customer ID"), import_id(import_text("Customer Reference ID"))) AS customer_id,
        import_day("Date", {{date_format}}) AS day,
        CAST(CAST(import_day("Date", {{date_format}}) AS VARCHAR) || ' ' || "Time" AS VARCHAR) AS clock,
        import_amount("Net Sales") - coalesce(import_amount("Gift Card Sales"), 0) AS paid,
        import_amount("Gross Sales") AS gross,
        coalesce(abs(import_amount("Discounts")), 0) AS off,
        coalesce(import_amount("Gift Card Sales"), 0) AS gift_cards,
        abs(import_amount("Fees")) AS fee, import_amount("Tax") AS tax, lower(coalesce("Event Type", 'payment')) AS event,
        lower(coalesce("Transaction Status", '')) AS status,
        import_text("Transaction ID") AS transaction, import_text("Payment ID") AS payment
    FROM {{source}})
SELECT row_no, customer_id, day, TRY_CAST(clock AS TIMESTAMP) AS occurred_at,
    CASE WHEN event = 'refund' OR paid < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    transaction AS order_id,
    'square ' || transaction || coalesce(' ' || payment, '') || CASE WHEN event = 'refund' THEN ' refund' ELSE '' END
        AS message_id,
    CASE WHEN event = 'refund' THEN paid ELSE CAST(paid + off AS DECIMAL(18,4)) END AS reference,
    CASE WHEN event = 'refund' THEN 0 ELSE off END AS off_ours, paid, fee AS cost_to_us,
    'measured' AS reference_basis, import_left_out(tax, 0, CAST(NULL AS VARCHAR)) AS attributes,
    CASE WHEN NOT is_header AND customer_id IS NULL THEN 'no customer: the till did not know who it was'
         WHEN paid = 0 AND gift_cards > 0 THEN 'a gift card sold: a debt until it is used'
         WHEN status IN ('failed', 'canceled', 'cancelled', 'pending') THEN 'not paid'
         ELSE import_problem(is_header, customer_id, day, paid) END AS problem
FROM read
