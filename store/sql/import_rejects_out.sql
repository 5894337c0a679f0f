-- A spreadsheet takes a text that begins with = + - or @ for a formula: it gets a ' before it.
COPY (
    SELECT batch, row_no, reason,
        CASE WHEN regexp_matches(content, '^[=+@\t\r-]') THEN '''' || content ELSE content END AS content
    FROM reject ORDER BY batch, row_no)
TO {{file}} (FORMAT csv, HEADER)
