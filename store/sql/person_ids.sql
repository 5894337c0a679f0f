-- All ids of a person: their own, those of customers merged into them, those in other systems, addresses.
WITH person AS (
    SELECT CAST($1 AS BIGINT) AS customer_no
    UNION ALL SELECT from_no FROM person_merged WHERE into_no = $1)
SELECT customer_id FROM customer JOIN person USING (customer_no)
UNION
SELECT value FROM person_detail JOIN person USING (customer_no)
WHERE what = 'id' OR (what = 'contact' AND name IN ('email', 'phone'))
