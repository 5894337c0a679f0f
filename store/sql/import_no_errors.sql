-- Files that are no CSV have no lines that cannot be split.
CREATE TEMP TABLE IF NOT EXISTS reject_errors (line UBIGINT, csv_line VARCHAR)
