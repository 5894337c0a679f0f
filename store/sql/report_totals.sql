-- The sides over everybody; their ranges are those of the ledger's totals.
SELECT CAST(count(*) AS DOUBLE) AS customers, CAST(count(p_alive) AS DOUBLE) AS with_orders,
    coalesce(sum(p_alive), 0) AS still,
    CAST(min(first_day) AS DOUBLE) AS first_day, CAST(max(first_day) AS DOUBLE) AS newest_day
FROM report_person
