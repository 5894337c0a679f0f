-- The most frequent names, at most $1.
SELECT name FROM label_name WHERE turn < $1 ORDER BY turn
