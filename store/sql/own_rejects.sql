INSERT INTO reject (batch, row_no, reason, content)
SELECT {{batch}}, s.row_no, s.problem, CAST(to_json(r) AS VARCHAR)
FROM (SELECT row_no, min(problem) AS problem FROM import_kept WHERE problem IS NOT NULL GROUP BY row_no) s
JOIN {{source}} r USING (row_no)
UNION ALL
SELECT {{batch}}, CAST(line - 1 AS BIGINT), 'the line has another number of fields than the header',
    any_value(csv_line) FROM reject_errors GROUP BY line
