SELECT count(*) FROM import_changed
