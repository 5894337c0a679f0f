-- Rows that hang on others: see import_judge.sql.
SELECT count(*) FROM import_kept WHERE kind IN ('refund', 'correction') AND problem IS NULL
