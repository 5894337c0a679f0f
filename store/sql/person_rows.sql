-- A person's rows of one table, and those of customers merged into them.
SELECT CAST(to_json(t) AS VARCHAR) FROM {{table}} AS t
WHERE customer_no = $1 OR customer_no IN (SELECT from_no FROM person_merged WHERE into_no = $1)
