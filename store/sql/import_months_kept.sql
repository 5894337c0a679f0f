SELECT strftime(day, '%Y-%m') AS month, count(*), CAST(sum(coalesce(paid, 0)) * 10000 AS BIGINT)
FROM exchange WHERE batch = $1 GROUP BY 1 ORDER BY 1
