SELECT CAST(count(*) AS DOUBLE) AS customers, CAST(coalesce(sum(x + 1), 0) AS DOUBLE) AS occasions
FROM summary_next
