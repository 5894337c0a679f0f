-- Days between two payments of a contract, on the average of all that began up to the day {{as_of}}.
SELECT CAST(avg(CASE lower(coalesce(period, 'month')) WHEN 'year' THEN 365.25 WHEN 'week' THEN 7
    WHEN 'quarter' THEN 91.3125 ELSE 30.4375 END) AS DOUBLE)
FROM exchange_used WHERE kind = 'subscription_start' AND day <= {{as_of}}
