-- Messages they did not want (passed.sql says which), at a few seconds each of what an hour of theirs
-- is worth.  Expected: as many as those got who stood so a while ago (messages go on to
-- people who have left); else as many a year as now, while they are a customer.
WITH shop AS (SELECT max(CASE WHEN messages > 0 THEN 1 ELSE 0 END) AS measured FROM passed),
     known AS (SELECT coalesce(measured, 0) = 1 AND value_of_hour IS NOT NULL AS known
        FROM shop CROSS JOIN assumption)
SELECT customer_no,
    CASE WHEN known THEN CAST(round(-CAST(unwanted * seconds_per_message * value_of_hour / 3600
        AS DECIMAL(18,4)), 2) AS DECIMAL(18,4)) END AS realised,
    CASE WHEN known THEN -unwanted_to_come * seconds_per_message
        * value_of_hour / 3600 END AS expected,
    CASE WHEN known THEN -unwanted_to_come * seconds_per_message
        * value_of_hour_high / 3600 END AS low,
    CASE WHEN known THEN -unwanted_to_come * seconds_per_message
        * value_of_hour_low / 3600 END AS high,
    CASE WHEN known THEN 'assumed' ELSE 'not_measured' END AS realised_basis,
    CASE WHEN known AND unwanted_to_come IS NOT NULL THEN 'assumed' ELSE 'not_measured' END
        AS expected_basis
FROM (
    SELECT state.*, coalesce(unwanted_ahead, discounted_years_alive * unwanted_per_year)
        AS unwanted_to_come
    FROM {{state}} AS state CROSS JOIN assumption) AS state CROSS JOIN assumption CROSS JOIN known
