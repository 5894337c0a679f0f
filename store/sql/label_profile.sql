-- The newest word on each customer, as profile_used has it: most often all of it is in the newest file,
-- and a million rows are not put in order to find that out.
WITH used AS (
    SELECT customer_no, channel, region, batch FROM profile
    WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')),
newest AS (SELECT * FROM used WHERE batch = (SELECT max(batch) FROM used))
SELECT customer_no, channel, region AS place FROM newest
UNION ALL
SELECT customer_no, channel, region
FROM (
    SELECT *, row_number() OVER (PARTITION BY customer_no ORDER BY batch DESC) AS age
    FROM used WHERE batch < (SELECT max(batch) FROM used)) AS o
WHERE age = 1 AND NOT EXISTS (SELECT 1 FROM newest n WHERE n.customer_no = o.customer_no)
