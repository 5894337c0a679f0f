-- By month, what is kept: rows, and what they paid.
SELECT strftime(day, '%Y-%m') AS month, count(DISTINCT row_no),
    CAST(sum(coalesce(paid, 0)) * 10000 AS BIGINT)
FROM import_kept WHERE problem IS NULL AND NOT known GROUP BY 1 ORDER BY 1
