-- What somebody erased has in a file is not kept anywhere, not even among what was set aside.
INSERT INTO reject (batch, row_no, reason, content)
SELECT {{batch}}, s.row_no, s.problem,
    CASE WHEN starts_with(s.problem, 'erased') THEN '' ELSE CAST(to_json(r) AS VARCHAR) END
FROM (SELECT row_no, problem FROM import_kept WHERE problem IS NOT NULL) s
JOIN (SELECT COLUMNS(c -> c <> 'is_header') FROM {{source}} AS file) r USING (row_no)
UNION ALL
SELECT {{batch}}, CAST(line - 1 AS BIGINT), 'the line has another number of fields than the header',
    CASE WHEN EXISTS (SELECT 1 FROM tombstone) THEN '' ELSE any_value(csv_line) END FROM reject_errors GROUP BY line
