-- The first line that is not blank, whole: from it the delimiter and the number of columns.
-- No text holds the unit separator.  Lines that cannot be read are told by csv_rows.
SELECT line
FROM read_csv($1, columns = {'line': 'VARCHAR'}, auto_detect = false, header = false,
    delim = E'\x1f', quote = '', escape = '', compression = $2, ignore_errors = true,
    hive_partitioning = false)
WHERE trim(line) <> ''
LIMIT 1
