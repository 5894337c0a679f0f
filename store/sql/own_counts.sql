-- Rows of the file; of them set aside, and with something new; then what there is to keep.
SELECT CAST(count(DISTINCT row_no) AS DOUBLE),
    CAST(count(DISTINCT row_no) FILTER (WHERE problem IS NOT NULL) AS DOUBLE),
    CAST(count(DISTINCT row_no) FILTER (WHERE problem IS NULL AND NOT known) AS DOUBLE),
    CAST(count(*) FILTER (WHERE problem IS NULL AND NOT known) AS DOUBLE)
FROM import_kept
