SELECT strftime(day, '%Y-%m') AS month, count(*), CAST(sum(coalesce(paid, 0)) * 10000 AS BIGINT)
FROM import_staged WHERE problem IS NULL AND NOT known GROUP BY 1 ORDER BY 1
