INSERT INTO reject (batch, row_no, reason, content)
SELECT {{batch}}, import_sheet_row(s.row_no), s.problem,
    CASE WHEN starts_with(s.problem, 'erased') THEN '' ELSE CAST(to_json(r.file) AS VARCHAR) END
FROM (SELECT row_no, min(problem) AS problem FROM import_kept WHERE problem IS NOT NULL GROUP BY row_no) s
JOIN (
    SELECT row_no, file FROM (SELECT row_no, struct_pack(*COLUMNS(c -> c NOT IN ('is_header', 'row_no'))) AS file
    FROM {{source}} AS rows) AS packed) r USING (row_no)
UNION ALL
SELECT {{batch}}, CAST(line AS BIGINT), 'the line has another number of fields than the header',
    CASE WHEN EXISTS (SELECT 1 FROM tombstone) THEN '' ELSE any_value(csv_line) END FROM reject_errors GROUP BY line
