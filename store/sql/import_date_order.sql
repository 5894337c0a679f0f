-- Dates like 3/4/2025: how many there are; how many can only be day and month, and how many only month
-- and day.
SELECT count(*),
    count(*) FILTER (WHERE CAST(first AS INTEGER) > 12 AND CAST(second AS INTEGER) <= 12),
    count(*) FILTER (WHERE CAST(second AS INTEGER) > 12 AND CAST(first AS INTEGER) <= 12)
FROM (
    SELECT regexp_extract({{date}}, '^\s*(\d{1,2})[./-]\d{1,2}[./-]\d{2,4}', 1) AS first,
        regexp_extract({{date}}, '^\s*\d{1,2}[./-](\d{1,2})[./-]\d{2,4}', 1) AS second
    FROM (SELECT {{date}} FROM {{source}} AS rows {{limit}}) AS dates) AS parts
WHERE first <> ''
