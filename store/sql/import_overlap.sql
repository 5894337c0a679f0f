-- How many exchanges the store already has on days that the file has too.
SELECT count(*) FROM exchange_used WHERE day BETWEEN $1 AND $2
