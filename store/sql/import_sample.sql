-- What the columns of a file hold, by a sample of its rows (of the first 200,000: the very first
-- are often unlike the rest): name, values,
-- and how many of them are dates, amounts, e-mail addresses, codes of currencies; how many are different;
-- how many end like 12,5 and like 12.5; some of them.
SELECT name, count(value),
    count(coalesce(CAST(import_day(value, '%d/%m/%Y') AS VARCHAR), CAST(import_day(value, '%m/%d/%Y') AS VARCHAR),
        CAST(import_instant(value, '%d/%m/%Y', 'UTC') AS VARCHAR),
        CAST(import_instant(value, '%m/%d/%Y', 'UTC') AS VARCHAR))),
    count(import_amount(value)),
    count(*) FILTER (WHERE regexp_full_match(trim(value), '[^@\s]+@[^@\s]+\.[^@\s]+')),
    count(*) FILTER (WHERE regexp_full_match(trim(value), '[A-Za-z]{3}')),
    count(DISTINCT value),
    count(*) FILTER (WHERE regexp_matches(value, '\d,\d{1,2}\D*$')),
    count(*) FILTER (WHERE regexp_matches(value, '\d\.\d{1,2}\D*$')),
    array_to_string(list_slice(list_sort(list(DISTINCT value)), 1, 3), ', ')
FROM (
    UNPIVOT (
        SELECT * EXCLUDE (row_no, is_header) FROM (
            SELECT * FROM {{source}} AS rows WHERE NOT is_header LIMIT 200000) AS most
        USING SAMPLE reservoir(1000 ROWS) REPEATABLE (1))
    ON COLUMNS(*) INTO NAME name VALUE value) AS cells
WHERE trim(value) <> ''
GROUP BY name ORDER BY name
