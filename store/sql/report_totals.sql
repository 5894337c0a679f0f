-- The sides over everybody; ranges as in ledger_totals.
SELECT CAST(count(*) AS DOUBLE) AS customers, CAST(count(p_alive) AS DOUBLE) AS with_orders,
    coalesce(sum(p_alive), 0) AS still,
    coalesce(sqrt(sum(power(to_them_swing / 2.5631031310892007, 2))
        + power(0.1 * sum(to_them_expected), 2)), 0) AS to_them_sd,
    coalesce(sqrt(sum(power(to_us_swing / 2.5631031310892007, 2))
        + power(0.1 * sum(to_us_expected), 2)), 0) AS to_us_sd,
    CAST(min(first_day) AS DOUBLE) AS first_day, CAST(max(first_day) AS DOUBLE) AS newest_day
FROM report_person
