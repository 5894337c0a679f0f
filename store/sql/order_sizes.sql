-- How many repeat occasions each x stands for, and the shop's mean paid on a repeat occasion, or on
-- a first one where nobody came back.
SELECT CAST(x AS DOUBLE) AS x, CAST(count(*) AS DOUBLE) AS customers,
    CAST(sum(repeat_paid_e4) AS DOUBLE) / 10000 AS repeat_paid,
    CAST(sum(first_paid_e4) AS DOUBLE) / 10000 AS first_paid
FROM summary_next GROUP BY 1 ORDER BY 1
