SELECT count(*) FROM import_kept WHERE problem IS NULL
