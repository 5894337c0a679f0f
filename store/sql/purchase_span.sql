-- The first and the last day with a purchase or a refund kept, and how many there are.
SELECT min(day) AS first_day, max(day) AS last_day, count(*) AS purchases
FROM exchange_used WHERE kind IN ('purchase', 'refund')
