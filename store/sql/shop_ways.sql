SELECT factor FROM shop_way
WHERE reckoning = (SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'current_reckoning')
ORDER BY way
