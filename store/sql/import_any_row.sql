-- Whether a file has a row at all: it is read no further than to the first.
SELECT count(*) FROM (SELECT 1 FROM {{source}} AS rows LIMIT 1) AS first
