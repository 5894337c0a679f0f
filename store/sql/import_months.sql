-- Rows and what they paid, by currency and month.  By day first: a month's name is dear to make.
SELECT strftime(day, '%Y-%m') AS month, coalesce(currency, {{currency}}) AS coin,
    CAST(sum(n) AS BIGINT), CAST(sum(paid) * 10000 AS BIGINT)
FROM (
    SELECT day, currency, count(*) AS n, sum(coalesce(there, paid, 0)) AS paid
    FROM import_kept WHERE problem IS NULL AND day IS NOT NULL GROUP BY day, currency) AS days
GROUP BY 1, 2 ORDER BY coin <> {{currency}}, coin, month
