-- First and last day on which somebody new came, by the files where they say it, and how many there
-- are: who is seen for the first time late may have come long before.
SELECT CAST(min(came) AS DOUBLE), CAST(max(came) AS DOUBLE), CAST(count(*) AS DOUBLE)
FROM (
    SELECT coalesce(p.joined_on - DATE '1970-01-01', s.first_day) AS came
    FROM summary_next s LEFT JOIN profile_used p USING (customer_no)) AS newcomer
