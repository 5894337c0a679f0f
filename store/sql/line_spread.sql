-- How far the line $1 may be off by itself in the current reckoning: on the log scale; no row: not at all.
SELECT value FROM check_result
WHERE part = 'line' AND name = $1 AND item = 'spread'
    AND reckoning = (SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'current_reckoning')
