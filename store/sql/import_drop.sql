DROP TABLE import_kept
