SELECT count(*) FROM import_kept
