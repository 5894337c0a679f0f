-- A file of one of goodwill's own kinds with its fields read: <field>, of a DAY <field>_day and
-- <field>_time, and `problem`.  A second row with the same keys is one too.
SELECT * EXCLUDE (copy, wrong), CASE WHEN wrong IS NULL AND copy > 1 THEN {{again}} ELSE wrong END AS problem
FROM (
    SELECT *, row_number() OVER (PARTITION BY wrong IS NULL, {{keys}} ORDER BY row_no) AS copy
    FROM (
        SELECT *, CASE {{problems}} END AS wrong
        FROM (SELECT *, {{typed}} FROM (SELECT row_no, {{texts}} FROM {{source}}) AS texts) AS typed
    ) AS judged) AS counted
