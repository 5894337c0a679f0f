-- How many customers would be read again, and of how many there are summaries.
SELECT CAST(count(*) AS DOUBLE) AS touched, CAST((SELECT count(*) FROM summary) AS DOUBLE) AS known
FROM touched
