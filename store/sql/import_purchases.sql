-- Any file that has a customer, a date and an amount.  A negative amount is a refund.  No price history:
-- the price paid is the price.
SELECT row_no, customer_id,
    CASE WHEN paid_e < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    order_id, day, occurred_at, paid_e AS reference, paid_e AS paid, 'measured' AS reference_basis,
    CASE WHEN coalesce(customer_id, '') = '' THEN 'no customer'
         WHEN day IS NULL AND occurred_at IS NULL THEN 'the date is no date'
         WHEN paid_e IS NULL THEN 'the amount is no number' END AS problem
FROM (
    SELECT row_no, import_id({{customer}}) AS customer_id, CAST({{order}} AS VARCHAR) AS order_id,
        import_day({{date}}, {{date_format}}) AS day, import_instant({{date}}) AS occurred_at,
        import_amount({{amount}}) AS paid_e
    FROM {{source}}) AS found
