-- How a file's texts are read, said once for all kinds of files.  The plain forms, which most rows
-- have, are tried first: a macro costs what its first branch costs.

-- A text without blanks around it; NULL when nothing is left.
CREATE OR REPLACE TEMP MACRO import_text(t) AS nullif(trim(t), '');

-- An id as it was meant: without blanks, and without the ' by which spreadsheets keep it a text;
-- e-mail addresses in small letters, since one person writes them in many ways; "13085.0" is 13085.
CREATE OR REPLACE TEMP MACRO import_id(t) AS
    CASE WHEN contains(t, '@') THEN lower(trim(ltrim(trim(t), '''')))
         WHEN starts_with(t, '''') THEN trim(ltrim(t, ''''))
         WHEN ends_with(t, '.0') AND regexp_full_match(trim(t), '\d+\.0') THEN replace(trim(t), '.0', '')
         ELSE trim(t) END;

-- An amount as people write it: currency signs, thousands, a decimal comma, a minus of any kind and on
-- any side, (12.00) for a negative.  "1,234" is a thousand; "1,23" is not.  With `comma` a point is
-- never the decimal sign, and "1.234" is a thousand too.
CREATE OR REPLACE TEMP MACRO import_digits(t) AS
    regexp_replace(regexp_replace(regexp_replace(replace(trim(t), '−', '-'),
        '^[^0-9]*\((.*)\)[^0-9]*$', '-\1'), '^([^-]*[0-9].*)-[^0-9]*$', '-\1'), '[^0-9.,-]', '', 'g');
CREATE OR REPLACE TEMP MACRO import_written_amount(t, comma) AS TRY_CAST(CASE
    WHEN NOT regexp_full_match(trim(t),
        '[-−]?[^0-9A-Za-z]{0,4}([A-Za-z]{1,3}[^0-9A-Za-z]{0,2})?[-−(]?[^0-9A-Za-z]{0,4}[0-9][0-9.,'' \x{00A0}\x{202F}]*[-−)]?[^0-9A-Za-z]{0,4}([A-Za-z]{1,3})?[-)]?')
        THEN NULL
    WHEN comma AND regexp_full_match(import_digits(t), '-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?')
        THEN replace(replace(import_digits(t), '.', ''), ',', '.')
    WHEN regexp_full_match(import_digits(t), '-?\d{1,3}(\.\d{3})+,\d+|-?\d+,\d{1,2}|-?\d+,\d{4,}')
        THEN replace(replace(import_digits(t), '.', ''), ',', '.')
    WHEN regexp_full_match(import_digits(t), '-?\d{1,3}(\.\d{3}){2,}')
        THEN replace(import_digits(t), '.', '')
    WHEN regexp_full_match(import_digits(t), '-?\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?')
        THEN replace(import_digits(t), ',', '')
    ELSE import_digits(t) END AS DECIMAL(18,4));
CREATE OR REPLACE TEMP MACRO import_amount(t) AS
    coalesce(TRY_CAST(t AS DECIMAL(18,4)), import_written_amount(t, FALSE));
CREATE OR REPLACE TEMP MACRO import_comma_amount(t) AS
    coalesce(CASE WHEN NOT contains(t, '.') THEN TRY_CAST(t AS DECIMAL(18,4)) END,
        import_written_amount(t, TRUE));

-- A day without time: as ISO writes it, as 8 digits, in words, or in the order of the format, which
-- is '%d/%m/%Y' or '%m/%d/%Y'.
CREATE OR REPLACE TEMP MACRO import_day(t, format) AS
    coalesce(CASE WHEN strlen(t) = 10 THEN TRY_CAST(t AS DATE) END,
        CASE WHEN regexp_full_match(trim(t), '\d{4}([./-])\d{1,2}[./-]\d{1,2}')
                THEN TRY_CAST(translate(trim(t), './', '--') AS DATE)
             WHEN regexp_full_match(trim(t), '\d{8}')
                THEN CAST(try_strptime(trim(t), '%Y%m%d') AS DATE)
             WHEN regexp_full_match(trim(t), '\d{1,2}[./-]\d{1,2}[./-]\d{4}')
                THEN CAST(try_strptime(translate(trim(t), '.-', '//'), format) AS DATE)
             WHEN regexp_full_match(trim(t), '\d{1,2}[./-]\d{1,2}[./-]\d{2}')
                THEN CAST(try_strptime(translate(trim(t), '.-', '//'), replace(format, '%Y', '%y')) AS DATE)
             WHEN regexp_full_match(trim(t), '[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? [A-Za-z]{3,9}\.? \d{4}')
                THEN CAST(try_strptime(regexp_replace(trim(t), '[.,]', '', 'g'),
                    ['%b %d %Y', '%B %d %Y', '%d %b %Y', '%d %B %Y']) AS DATE) END);

-- A moment, in UTC: as it says, or by the clock of `zone` when it says no zone.
CREATE OR REPLACE TEMP MACRO import_clock(t, format) AS
    coalesce(TRY_CAST(t AS TIMESTAMP),
        try_strptime(replace(replace(replace(trim(t), '.', '/'), '-', '/'), ',', ''),
            [format || ' %H:%M:%S', format || ' %H:%M', format || ' %I:%M:%S %p', format || ' %I:%M %p']),
        try_strptime(regexp_replace(trim(t), '[.,]', '', 'g'),
            ['%b %d %Y %H:%M', '%b %d %Y %I:%M %p', '%d %b %Y %H:%M', '%d %B %Y %H:%M']));
CREATE OR REPLACE TEMP MACRO import_instant(t, format, zone) AS
    CASE WHEN strlen(t) <= 10 THEN NULL
         WHEN regexp_matches(t, '\d(Z| ?UTC| ?GMT| ?[+-]\d{2}(:?\d{2})?)\s*$')
            THEN CAST(TRY_CAST(regexp_replace(regexp_replace(trim(t), ' ?(UTC|GMT)$', 'Z'),
                ' ?([+-]\d{2}):?(\d{2})$', '\1:\2') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP)
         ELSE CAST(import_clock(t, format) AT TIME ZONE zone AT TIME ZONE 'UTC' AS TIMESTAMP) END;

-- Why a row without an amount, a day or a customer is set aside: the same words for all kinds.
CREATE OR REPLACE TEMP MACRO import_problem(is_header, customer, occurred, paid) AS
    CASE WHEN is_header THEN 'the header again, not a row'
         WHEN customer IS NULL OR customer = '' THEN 'no customer'
         WHEN contains(customer, 'E+') AND regexp_full_match(customer, '\d([.,]\d+)?E\+\d+')
            THEN 'the customer''s id was shortened by a spreadsheet (1.2E+12)'
         WHEN occurred IS NULL THEN 'the date is no date'
         WHEN paid IS NULL THEN 'the amount is no number' END
;
-- What was left out of an exchange's amounts, for whoever asks: its tax, and what a crossed-out price lies
-- above the price asked.
CREATE OR REPLACE TEMP MACRO import_left_out(tax, crossed_out, coin) AS
    CASE WHEN coalesce(tax, 0) <> 0 OR coalesce(crossed_out, 0) <> 0 THEN '{' || concat_ws(',',
        CASE WHEN tax <> 0 THEN '"tax":' || CAST(CAST(round(tax, 2) AS DECIMAL(18,2)) AS VARCHAR) END,
        CASE WHEN crossed_out <> 0
             THEN '"crossed_out":' || CAST(CAST(round(crossed_out, 2) AS DECIMAL(18,2)) AS VARCHAR) END,
        '"currency":"' || coin || '"') || '}' END;
-- An amount without the tax that is in it: as the row says, else at `percent` of the price without it.
CREATE OR REPLACE TEMP MACRO import_untaxed(amount, tax, percent) AS CAST(
    CASE WHEN tax IS NOT NULL THEN amount - sign(amount) * abs(tax)
         WHEN percent > 0 THEN round(CAST(amount * 100 AS DOUBLE) / (100 + percent), 2)
         ELSE amount END AS DECIMAL(18,4));
-- What is new of what was given back: all of it the first time, and again when it is known already.
CREATE OR REPLACE TEMP MACRO import_rest(whole, level) AS
    CASE WHEN whole > coalesce(level, 0) THEN whole - coalesce(level, 0) ELSE whole END;
-- How much of each order was given back by what the store has, in the file's own money: files tell the
-- whole of it each time.
CREATE OR REPLACE TEMP VIEW import_given_back AS
SELECT order_id, split_part(message_id, ' ', 1) AS system,
    max(TRY_CAST(regexp_extract(message_id, ' ([0-9.]+)$', 1) AS DECIMAL(18,4))) AS level
FROM exchange_used
WHERE kind = 'refund' AND contains(message_id, ' refund ')
GROUP BY order_id, system
