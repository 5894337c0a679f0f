-- Any file that has a customer, a date and an amount.  Amounts as people write them: currency signs,
-- thousands, a decimal comma, (12.00) for a negative.  "1,234" is a thousand; "1,23" is not.  A
-- negative amount is a refund.  No price history: the price paid is the price.
SELECT row_no, customer_id,
    CASE WHEN paid_e < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    order_id, day, occurred_at, paid_e AS reference, paid_e AS paid, 'measured' AS reference_basis,
    CASE WHEN coalesce(customer_id, '') = '' THEN 'no customer'
         WHEN day IS NULL AND occurred_at IS NULL THEN 'the date is no date'
         WHEN paid_e IS NULL THEN 'the amount is no number' END AS problem
FROM (
    SELECT row_no, ltrim(trim(customer_text), '''') AS customer_id, trim(order_text) AS order_id,
        CASE WHEN regexp_full_match(date_text, '\d{4}-\d{2}-\d{2}')
             THEN TRY_CAST(date_text AS DATE)
             WHEN regexp_full_match(date_text, '\d{8}')
             THEN CAST(try_strptime(date_text, '%Y%m%d') AS DATE)
             WHEN regexp_full_match(date_text, '\d{1,2}[./-]\d{1,2}[./-]\d{4}')
             THEN CAST(try_strptime(translate(date_text, '.-', '//'), {{date_format}}) AS DATE) END
            AS day,
        CASE WHEN regexp_matches(date_text, '^\d{4}-\d{2}-\d{2}[T ]')
             THEN CAST(TRY_CAST(date_text AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) END
            AS occurred_at,
        TRY_CAST(CASE
            WHEN regexp_full_match(plain, '-?\d{1,3}(\.\d{3})+,\d+|-?\d+,\d{1,2}|-?\d+,\d{4,}')
                THEN replace(replace(plain, '.', ''), ',', '.')
            WHEN regexp_full_match(plain, '-?\d{1,3}(,\d{3})+(\.\d+)?') THEN replace(plain, ',', '')
            ELSE plain END AS DECIMAL(18,4)) AS paid_e
    FROM (
        SELECT row_no, {{customer}} AS customer_text, trim({{date}}) AS date_text,
            CAST({{order}} AS VARCHAR) AS order_text,
            regexp_replace(regexp_replace(trim({{amount}}), '^\((.*)\)$', '-\1'),
                '[^0-9.,-]', '', 'g') AS plain
        FROM {{source}}) AS texts) AS found
