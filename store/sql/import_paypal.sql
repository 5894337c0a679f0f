-- PayPal's activity: money that came in and is complete, by the payer's address.  Tax and the postage
-- that is part of gross are said apart: paid is gross without tax.  A refund names its payment.
WITH read AS (
    SELECT row_no, is_header, import_id(import_text("From Email Address")) AS payer,
        import_id(import_text("To Email Address")) AS payee,
        import_day("Date", {{date_format}}) AS day, lower(coalesce("Type", '')) AS type,
        lower(coalesce("Status", '')) AS status, lower(coalesce("Balance Impact", '')) AS impact,
        import_amount("Gross") AS gross, nullif(import_amount("Sales Tax"), 0) AS tax,
        abs(import_amount("Fee")) AS fee, upper(import_text("Currency")) AS currency,
        import_text("Transaction ID") AS transaction, import_text("Reference Txn ID") AS reference_to
    FROM {{source}}),
judged AS (
    SELECT *, type LIKE '%refund%' OR type LIKE '%reversal%' OR type LIKE '%chargeback%' AS is_refund,
        import_untaxed(gross, CASE WHEN gross > 0 THEN tax END, {{tax_percent}}) AS paid
    FROM read)
SELECT row_no, CASE WHEN is_refund THEN payee ELSE payer END AS customer_id, day,
    CASE WHEN is_refund THEN 'refund' ELSE 'purchase' END AS kind,
    coalesce(CASE WHEN is_refund THEN reference_to END, transaction) AS order_id,
    'paypal ' || transaction AS message_id, paid AS reference, paid,
    CASE WHEN NOT is_refund THEN fee END AS cost_to_us, 'measured' AS reference_basis, currency,
    import_left_out(gross - paid, 0, currency) AS attributes,
    CASE WHEN is_header THEN 'the header again, not a row'
         WHEN status <> 'completed' THEN 'not completed'
         WHEN type LIKE '%withdrawal%' OR type LIKE '%transfer%' OR type LIKE '%conversion%' OR type LIKE '%hold%'
            OR impact = 'memo' THEN 'money moved, not a payment'
         WHEN NOT is_refund AND impact = 'debit' THEN 'money we paid, not a payment to us'
         ELSE import_problem(is_header, CASE WHEN is_refund THEN payee ELSE payer END, day, paid) END AS problem
FROM judged
