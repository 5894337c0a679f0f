SELECT picture, series, x, y, low, high, customers FROM check_series
WHERE reckoning = $1 ORDER BY picture, series, place
