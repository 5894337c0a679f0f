-- CDNOW's log: customer, day, how many CDs, dollars.  No price history: the price asked is the price
-- paid, nothing is taken off, and nothing is assumed.
SELECT row_no, customer_id, 'purchase' AS kind, day_d AS day,
    paid_e AS reference, paid_e AS paid, 'measured' AS reference_basis,
    CASE WHEN coalesce(customer_id, '') = '' THEN 'no customer'
         WHEN day_d IS NULL THEN 'the date is no date'
         WHEN paid_e IS NULL THEN 'the amount is no number' END AS problem
FROM (
    SELECT row_no, customer_id,
        coalesce(TRY_CAST(date AS DATE), CAST(try_strptime(date, '%Y%m%d') AS DATE)) AS day_d,
        TRY_CAST(dollars AS DECIMAL(18,4)) AS paid_e
    FROM {{source}}) AS log
