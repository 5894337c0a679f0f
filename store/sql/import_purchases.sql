-- Any file that has a customer, a date and an amount.  A negative amount is a refund.  No price history:
-- the price paid is the price.
SELECT row_no, customer_id,
    CASE WHEN paid_e < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    order_id, day, occurred_at, paid_e AS paid, currency, {{left_out}} AS attributes,
    import_problem(is_header, customer_id, coalesce(day, occurred_at), paid_e) AS problem
FROM (
    SELECT row_no, is_header, import_id({{customer}}) AS customer_id, {{order}} AS order_id,
        import_day({{date}}, {{date_format}}) AS day,
        import_instant({{date}}, {{date_format}}, {{timezone}}) AS occurred_at,
        {{paid}} AS paid_e, {{read_amount}}({{amount}}) AS amount_e, {{currency_column}} AS currency
    FROM {{source}}) AS found
