-- Repeat customers with their mean order, at most about a million of them.
SELECT CAST(x AS DOUBLE) AS x, CAST(repeat_paid_e4 AS DOUBLE) / (x * 10000) AS mean_spend
FROM summary_next WHERE x > 0 AND repeat_paid_e4 > 0 AND customer_no % $1 = 0
