-- How many exchanges the store already has on days that the file has too.
SELECT count(*) FROM exchange_used
WHERE day BETWEEN (SELECT min(day) FROM import_staged) AND (SELECT max(day) FROM import_staged)
