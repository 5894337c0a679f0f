-- Square's items: one line per item; a transaction becomes one purchase.
WITH read AS (
    SELECT *, lower(coalesce("Event Type", 'payment')) AS event,
        lower(coalesce("Item", '') || coalesce("Category", '')) LIKE '%gift card%' AS is_gift_card
    FROM {{source}}),
transactions AS (
    SELECT min(row_no) AS row_no, bool_or(is_header) AS is_header,
        coalesce(import_text("Customer ID"), import_id(import_text("Customer Reference ID"))) AS customer_id,
        min(import_day("Date", {{date_format}})) AS day, import_text("Transaction ID") AS transaction, event,
        CAST(sum(CASE WHEN is_gift_card THEN 0 ELSE import_amount("Net Sales") END) AS DECIMAL(18,4)) AS paid,
        CAST(sum(CASE WHEN is_gift_card THEN 0 ELSE abs(coalesce(import_amount("Discounts"), 0)) END)
            AS DECIMAL(18,4)) AS off,
        sum(CASE WHEN is_gift_card THEN 0 ELSE coalesce(import_amount("Tax"), 0) END) AS tax,
        bool_and(is_gift_card) AS only_gift_cards, bool_or(import_amount("Net Sales") IS NULL) AS no_amount
    FROM read GROUP BY 3, transaction, event)
SELECT row_no, customer_id, day, CASE WHEN event = 'refund' OR paid < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    transaction AS order_id,
    'square ' || transaction || CASE WHEN event = 'refund' THEN ' refund' ELSE '' END AS message_id,
    CASE WHEN event = 'refund' THEN paid ELSE CAST(paid + off AS DECIMAL(18,4)) END AS reference,
    CASE WHEN event = 'refund' THEN 0 ELSE off END AS off_ours, paid, 'measured' AS reference_basis,
    import_left_out(tax, 0, CAST(NULL AS VARCHAR)) AS attributes,
    CASE WHEN NOT is_header AND customer_id IS NULL THEN 'no customer: the till did not know who it was'
         WHEN only_gift_cards THEN 'a gift card sold: a debt until it is used'
         ELSE import_problem(is_header, customer_id, day, CASE WHEN NOT no_amount THEN paid END) END AS problem
FROM transactions
