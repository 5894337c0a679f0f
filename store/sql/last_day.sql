-- The last day with an exchange of any kind.
SELECT max(day) AS last_day FROM exchange_used
