-- Open contracts on the day {{as_of}}: the customer's number in two halves (whole, it is more than a
-- DOUBLE holds), payments made, days since the last, days between two.  Who missed two payments has
-- left without saying so.
SELECT CAST(customer_no >> 32 AS DOUBLE), CAST(customer_no & 4294967295 AS DOUBLE),
    CAST(payments AS DOUBLE), CAST({{as_of}} - last_day AS DOUBLE), CAST(period_days AS DOUBLE)
FROM (
    SELECT customer_no, count(*) FILTER (WHERE kind <> 'subscription_end') AS payments,
        max(day) AS last_day, max(CASE WHEN kind = 'subscription_end' THEN 1 ELSE 0 END) AS ended,
        CASE max(lower(coalesce(period, 'month'))) WHEN 'year' THEN 365.25 WHEN 'week' THEN 7
            WHEN 'quarter' THEN 91.3125 ELSE 30.4375 END AS period_days
    FROM (
        SELECT *, sum(CASE WHEN kind = 'subscription_start' THEN 1 ELSE 0 END) OVER (
                PARTITION BY customer_no
                ORDER BY day, CASE kind WHEN 'subscription_end' THEN 0 ELSE 1 END, occurred_at
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS contract,
            sum(CASE WHEN kind = 'subscription_start' THEN 1 ELSE 0 END) OVER (
                PARTITION BY customer_no) AS contracts
        FROM exchange_used
        WHERE starts_with(kind, 'subscription_') AND day <= {{as_of}}) AS events
    WHERE contract = contracts
    GROUP BY customer_no) AS newest
WHERE ended = 0 AND payments > 0 AND {{as_of}} - last_day < 2 * period_days
ORDER BY customer_no
