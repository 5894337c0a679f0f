-- CDNOW's log: customer, day, how many CDs, dollars.  No price history: the price asked is the price
-- paid, nothing is taken off, and nothing is assumed.
SELECT row_no, customer_id, 'purchase' AS kind, CAST(NULL AS VARCHAR) AS order_id, day_d AS day,
    paid_e AS paid, import_problem(is_header, customer_id, day_d, paid_e) AS problem
FROM (
    SELECT row_no, is_header, import_id(customer_id) AS customer_id,
        import_day(date, {{date_format}}) AS day_d, import_amount(dollars) AS paid_e
    FROM {{source}}) AS log
