-- Every value as text, in the order of the file.  Text of a DOUBLE reads back as the same bits.
SELECT COLUMNS(*)::VARCHAR FROM read_parquet($1, hive_partitioning = false)
