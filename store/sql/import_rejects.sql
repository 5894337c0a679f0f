INSERT INTO reject (batch, row_no, reason, content)
SELECT {{batch}}, s.row_no, s.problem, CAST(to_json(r) AS VARCHAR)
FROM (SELECT row_no, problem FROM import_numbered WHERE problem IS NOT NULL) s
JOIN {{source}} r USING (row_no)
UNION ALL
SELECT {{batch}}, CAST(line - 1 AS BIGINT), 'the line has another number of fields than the header',
    any_value(csv_line) FROM reject_errors GROUP BY line
