-- How a file's texts are read, said once for all kinds of files.  The plain forms, which most rows
-- have, are tried first: a macro costs what its first branch costs.

-- An id as it was meant: without blanks, and without the ' by which spreadsheets keep it a text.
CREATE OR REPLACE TEMP MACRO import_id(t) AS
    CASE WHEN starts_with(t, '''') THEN trim(ltrim(t, '''')) ELSE trim(t) END;

-- An amount as people write it: currency signs, thousands, a decimal comma, (12.00) for a negative.
-- "1,234" is a thousand; "1,23" is not.
CREATE OR REPLACE TEMP MACRO import_digits(t) AS
    regexp_replace(regexp_replace(trim(t), '^[^0-9]*\((.*)\)[^0-9]*$', '-\1'), '[^0-9.,-]', '', 'g');
CREATE OR REPLACE TEMP MACRO import_written_amount(t) AS TRY_CAST(CASE
    WHEN NOT regexp_full_match(trim(t),
        '[^0-9A-Za-z]{0,4}([A-Za-z]{1,3}[^0-9A-Za-z]?)?[-(]?[0-9][0-9., '']*[-)]?[^0-9A-Za-z]{0,4}([A-Za-z]{1,3})?')
        THEN NULL
    WHEN regexp_full_match(import_digits(t), '-?\d{1,3}(\.\d{3})+,\d+|-?\d+,\d{1,2}|-?\d+,\d{4,}')
        THEN replace(replace(import_digits(t), '.', ''), ',', '.')
    WHEN regexp_full_match(import_digits(t), '-?\d{1,3}(,\d{3})+(\.\d+)?')
        THEN replace(import_digits(t), ',', '')
    ELSE import_digits(t) END AS DECIMAL(18,4));
CREATE OR REPLACE TEMP MACRO import_amount(t) AS
    coalesce(TRY_CAST(t AS DECIMAL(18,4)), import_written_amount(t));

-- A day without time: as ISO writes it, as 8 digits, or in the order of the format.
CREATE OR REPLACE TEMP MACRO import_day(t, format) AS
    coalesce(CASE WHEN strlen(t) <= 10 THEN TRY_CAST(t AS DATE) END,
        CASE WHEN strlen(trim(t)) > 10 THEN NULL
             WHEN regexp_full_match(trim(t), '\d{8}')
                THEN CAST(try_strptime(trim(t), '%Y%m%d') AS DATE)
             WHEN regexp_full_match(trim(t), '\d{1,2}[./-]\d{1,2}[./-]\d{4}')
                THEN CAST(try_strptime(translate(trim(t), '.-', '//'), format) AS DATE) END);
-- A moment, in UTC.
CREATE OR REPLACE TEMP MACRO import_instant(t) AS
    CASE WHEN strlen(t) > 10
         THEN CAST(TRY_CAST(trim(t) AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) END
