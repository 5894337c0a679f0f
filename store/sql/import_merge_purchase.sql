-- Purchases as most are; what was given back, or left out of an amount, has no place among them.
INSERT INTO exchange_plain BY NAME
SELECT {{batch}} AS batch, customer_no, day, occurred_at, order_id, paid
FROM {{kept}} WHERE problem IS NULL AND kind = 'purchase' AND attributes IS NULL;
INSERT INTO exchange_rich BY NAME
SELECT {{batch}} AS batch,
    COLUMNS(c -> c NOT IN ('customer_id', 'row_no', 'problem', 'currency', 'there', 'reference', 'reference_basis')),
    paid AS reference, 'measured' AS reference_basis
FROM {{kept}} WHERE problem IS NULL AND (kind <> 'purchase' OR attributes IS NOT NULL)
