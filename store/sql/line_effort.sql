-- Their own active minutes (asking, waiting on the line, sending back) at what an hour of theirs is
-- worth; waiting for a parcel is in `promises`.
WITH shop AS (SELECT max(CASE WHEN effort_rows > 0 THEN 1 ELSE 0 END) AS measured FROM passed),
     known AS (SELECT coalesce(measured, 0) = 1 AND value_of_hour IS NOT NULL AS known
        FROM shop CROSS JOIN assumption)
SELECT customer_no,
    CASE WHEN known THEN CAST(round(-CAST(CAST(minutes_theirs AS DOUBLE) * value_of_hour / 60
        AS DECIMAL(18,4)), 2) AS DECIMAL(18,4)) END AS realised,
    CASE WHEN known THEN -discounted_occasions * minutes_theirs_per_occasion * value_of_hour / 60 END
        AS expected,
    CASE WHEN known THEN -discounted_high * minutes_theirs_per_occasion * value_of_hour_high / 60 END
        AS low,
    CASE WHEN known THEN -discounted_low * minutes_theirs_per_occasion * value_of_hour_low / 60 END
        AS high,
    CASE WHEN known THEN 'assumed' ELSE 'not_measured' END AS realised_basis,
    CASE WHEN known AND minutes_theirs_per_occasion IS NOT NULL THEN 'assumed' ELSE 'not_measured' END
        AS expected_basis
FROM {{state}} AS state CROSS JOIN assumption CROSS JOIN known
