-- Groups of customers stay in the order they were told in.
SELECT picture, series, x, y, low, high, customers FROM check_series
WHERE reckoning = $1
ORDER BY picture, CASE WHEN picture LIKE 'group%' THEN '' ELSE series END, place
