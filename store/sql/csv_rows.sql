-- Every line as text, the header too, in the order of the file.  Nothing is guessed: not the
-- delimiter, not the types, not where the table begins.  Lines of another shape go to
-- reject_errors, see csv_first_reject.
SELECT *
FROM read_csv($1, columns = {{columns}}, auto_detect = false, header = false,
    delim = $3, quote = '"', escape = '"', compression = $2, store_rejects = true,
    rejects_limit = 100, hive_partitioning = false)
