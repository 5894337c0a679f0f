-- How often people come in each month of the year, as reckoning $1 has it; no rows: no seasons.
SELECT value FROM check_result WHERE reckoning = $1 AND part = 'everybody' AND name = 'season' ORDER BY item
