-- The rows of a CSV file, as a spreadsheet counts them, that the reader gave no number: the header, lines
-- of another shape, blank lines.  `before` is how many numbered rows stand before one; from it a row is
-- told as whoever opens the file sees it.
CREATE OR REPLACE TEMP TABLE import_skipped AS
SELECT sheet_row - row_number() OVER (ORDER BY sheet_row) AS before FROM (
    SELECT CAST(1 AS BIGINT) AS sheet_row
    UNION SELECT CAST(line AS BIGINT) FROM reject_errors
    UNION {{blank}}) AS skipped
WHERE {{is_csv}};
CREATE OR REPLACE TEMP MACRO import_sheet_row(n) AS
    n + (SELECT count(*) FROM import_skipped WHERE before < n)
