-- How many contracts made so many payments up to the day {{as_of}}, and whether they ended.  Every start
-- begins a new one.
SELECT CAST(payments AS DOUBLE), CAST(ended AS DOUBLE), CAST(count(*) AS DOUBLE)
FROM (
    SELECT customer_no, contract,
        count(*) FILTER (WHERE kind <> 'subscription_end') AS payments,
        max(CASE WHEN kind = 'subscription_end' THEN 1 ELSE 0 END) AS ended
    FROM (
        SELECT customer_no, kind,
            sum(CASE WHEN kind = 'subscription_start' THEN 1 ELSE 0 END) OVER (
                PARTITION BY customer_no
                ORDER BY day, CASE kind WHEN 'subscription_end' THEN 0 ELSE 1 END, occurred_at
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS contract
        FROM exchange_used
        WHERE starts_with(kind, 'subscription_') AND day <= {{as_of}}) AS events
    GROUP BY customer_no, contract) AS contracts
WHERE payments > 0
GROUP BY payments, ended
ORDER BY payments, ended
