-- Rows and what they paid, by month.  By day first: a month's name is dear to make.
SELECT strftime(day, '%Y-%m') AS month, CAST(sum(n) AS BIGINT), CAST(sum(paid) * 10000 AS BIGINT)
FROM (
    SELECT day, count(*) AS n, sum(coalesce(paid, 0)) AS paid FROM {{rows}} GROUP BY day) AS days
GROUP BY 1 ORDER BY 1
