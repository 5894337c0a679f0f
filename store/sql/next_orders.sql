-- The history of customer $1 as the current reckoning knows it, how far that looks ahead, and how much
-- moves everybody at once.
SELECT CAST(s.x AS DOUBLE) AS x, CAST(s.last_day - s.first_day AS DOUBLE) AS t_x,
    CAST((r.as_of - DATE '1970-01-01') - s.first_day AS DOUBLE) AS age, r.horizon_days,
    (SELECT max(value) FROM check_result c
     WHERE c.reckoning = r.reckoning AND c.part = 'everybody' AND c.item = 'common_shock') AS shock
FROM summary s, reckoning r
WHERE s.customer_no = $1 AND r.reckoning = $2
