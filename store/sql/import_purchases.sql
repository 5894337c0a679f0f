-- Any file that has a customer, a date and an amount.  Amounts as people write them: currency signs,
-- thousands, a decimal comma, (12.00) for a negative.  "1,234" is a thousand; "1,23" is not.  A
-- negative amount is a refund.  No price history: the price paid is the price.  The plain forms,
-- which most rows have, are tried first: a file is read several times.
SELECT row_no, customer_id,
    CASE WHEN paid_e < 0 THEN 'refund' ELSE 'purchase' END AS kind,
    order_id, day, occurred_at, paid_e AS reference, paid_e AS paid, 'measured' AS reference_basis,
    CASE WHEN coalesce(customer_id, '') = '' THEN 'no customer'
         WHEN day IS NULL AND occurred_at IS NULL THEN 'the date is no date'
         WHEN paid_e IS NULL THEN 'the amount is no number' END AS problem
FROM (
    SELECT row_no, order_text AS order_id,
        CASE WHEN starts_with(customer_text, '''') THEN trim(ltrim(customer_text, ''''))
             ELSE trim(customer_text) END AS customer_id,
        CASE WHEN length(date_text) <= 10 THEN coalesce(TRY_CAST(date_text AS DATE),
             CASE WHEN regexp_full_match(date_text, '\d{8}')
                  THEN CAST(try_strptime(date_text, '%Y%m%d') AS DATE)
                  WHEN regexp_full_match(date_text, '\d{1,2}[./-]\d{1,2}[./-]\d{4}')
                  THEN CAST(try_strptime(translate(date_text, '.-', '//'), {{date_format}}) AS DATE)
             END) END AS day,
        CASE WHEN length(date_text) > 10
             THEN CAST(TRY_CAST(date_text AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) END
            AS occurred_at,
        CASE WHEN plain_e IS NOT NULL THEN plain_e ELSE TRY_CAST(CASE
            WHEN NOT regexp_full_match(amount_text,
                '[^0-9A-Za-z]{0,4}([A-Za-z]{1,3}[^0-9A-Za-z]?)?[-(]?[0-9][0-9., '']*[-)]?[^0-9A-Za-z]{0,4}([A-Za-z]{1,3})?')
                THEN NULL
            WHEN regexp_full_match(digits, '-?\d{1,3}(\.\d{3})+,\d+|-?\d+,\d{1,2}|-?\d+,\d{4,}')
                THEN replace(replace(digits, '.', ''), ',', '.')
            WHEN regexp_full_match(digits, '-?\d{1,3}(,\d{3})+(\.\d+)?') THEN replace(digits, ',', '')
            ELSE digits END AS DECIMAL(18,4)) END AS paid_e
    FROM (
        SELECT row_no, {{customer}} AS customer_text, trim({{date}}) AS date_text,
            CAST({{order}} AS VARCHAR) AS order_text, trim({{amount}}) AS amount_text,
            TRY_CAST({{amount}} AS DECIMAL(18,4)) AS plain_e,
            CASE WHEN TRY_CAST({{amount}} AS DECIMAL(18,4)) IS NULL
                 THEN regexp_replace(regexp_replace(trim({{amount}}), '^[^0-9]*\((.*)\)[^0-9]*$', '-\1'),
                    '[^0-9.,-]', '', 'g') END AS digits
        FROM {{source}}) AS texts) AS found
