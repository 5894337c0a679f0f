-- The blank rows of a CSV file.  A line that begins inside quotes goes on with the row above it.
SELECT sheet_row FROM (
    SELECT line, row_number() OVER (ORDER BY n) AS sheet_row FROM (
        SELECT *, coalesce(sum(len(line) - len(replace(line, '"', '')))
            OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS quotes
        FROM (SELECT row_number() OVER () AS n, coalesce(line, '') AS line FROM {{lines}} AS file) AS numbered)
        AS quoted
    WHERE quotes % 2 = 0) AS rows
WHERE line = ''
