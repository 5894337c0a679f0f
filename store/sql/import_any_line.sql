-- Whether a file has more than its header: at most two lines are read.
SELECT count(*) FROM (SELECT 1 FROM {{lines}} AS file WHERE line <> '' LIMIT 2) AS first
