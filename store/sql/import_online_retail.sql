-- UCI's Online Retail: one line per item.  An invoice becomes one purchase; one that starts with C is a
-- cancellation, a refund.  Lines without a customer cannot be counted for anybody.
WITH invoices AS (
    SELECT min(row_no) AS row_no, bool_or(is_header) AS is_header, import_text("InvoiceNo") AS invoice,
        import_id("CustomerID") AS customer_id,
        min(import_instant("InvoiceDate", {{date_format}}, {{timezone}})) AS occurred_at,
        CAST(sum(import_amount("Quantity") * import_amount("UnitPrice")) AS DECIMAL(18,4)) AS paid,
        bool_or(import_amount("Quantity") IS NULL OR import_amount("UnitPrice") IS NULL) AS no_amount
    FROM {{source}} GROUP BY 3, 4)
SELECT row_no, customer_id, CAST(NULL AS DATE) AS day, occurred_at,
    CASE WHEN starts_with(invoice, 'C') OR paid < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    invoice AS order_id, 'invoice ' || invoice || ' ' || coalesce(customer_id, '') AS message_id,
    paid AS reference, paid, 'measured' AS reference_basis,
    import_problem(is_header, customer_id, occurred_at, CASE WHEN NOT no_amount THEN paid END)
        AS problem
FROM invoices
