-- What the check kept of every forecast it tried, one row a number.
SELECT part, name, words, item, value FROM check_result
WHERE reckoning = $1 AND part IN ('model', 'rule')
