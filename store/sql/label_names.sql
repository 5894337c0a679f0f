-- The names of one kind, the most frequent first.
CREATE OR REPLACE TEMP TABLE label_name AS
SELECT label_row.{{kind}} AS name, row_number() OVER (ORDER BY count(*) DESC, label_row.{{kind}}) - 1 AS turn
FROM label_row WHERE label_row.{{kind}} IS NOT NULL GROUP BY label_row.{{kind}}
