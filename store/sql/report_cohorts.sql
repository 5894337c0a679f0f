-- Both sides by when customers came: those first seen up to day {{old}} in a row of their own (they
-- may be older than the file), the others by {{period}}; customers with no order kept are left out.
-- Ranges: people's own chances, which are independent, and what they share, of which a total has
-- the share that the whole side has of itself.
SELECT CAST(old AS DOUBLE) AS old, CAST(began AS DOUBLE) AS began,
    CAST(count(*) AS DOUBLE) AS customers, sum(p_alive) AS still,
    CAST(sum(to_them_realised) AS DOUBLE) AS to_them_realised, sum(to_them_expected),
    sqrt(sum(power(to_them_swing / 2.5631031310892007, 2)) + power({{to_them_shared}} * sum(to_them_expected), 2))
        AS to_them_sd,
    CAST(sum(to_us_realised) AS DOUBLE) AS to_us_realised, sum(to_us_expected),
    sqrt(sum(power(to_us_swing / 2.5631031310892007, 2)) + power({{to_us_shared}} * sum(to_us_expected), 2))
        AS to_us_sd
FROM (
    SELECT *, CASE WHEN first_day <= {{old}} THEN 1 ELSE 0 END AS old,
        CASE WHEN first_day <= {{old}} THEN {{first}}
             ELSE CAST(date_trunc('{{period}}', DATE '1970-01-01' + CAST(first_day AS INTEGER))
                 AS DATE) - DATE '1970-01-01' END AS began
    FROM report_person WHERE first_day IS NOT NULL) AS came
GROUP BY old, began ORDER BY old DESC, began
