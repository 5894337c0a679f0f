-- What was said of everybody, newest first: one row a forecast.
SELECT CAST(reckoning AS DOUBLE) AS reckoning,
    CAST(made_on - DATE '1970-01-01' AS DOUBLE) AS made_on,
    CAST(until_day - DATE '1970-01-01' AS DOUBLE) AS until_day,
    max(said) FILTER (WHERE measure = 'buying_days') AS days,
    max(low) FILTER (WHERE measure = 'buying_days') AS days_low,
    max(high) FILTER (WHERE measure = 'buying_days') AS days_high,
    max(said) FILTER (WHERE measure = 'paid') AS paid,
    max(low) FILTER (WHERE measure = 'paid') AS paid_low,
    max(high) FILTER (WHERE measure = 'paid') AS paid_high
FROM forecast WHERE customer_no IS NULL
GROUP BY reckoning, made_on, until_day ORDER BY made_on DESC, until_day DESC
