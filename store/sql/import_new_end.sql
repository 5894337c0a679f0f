DROP VIEW import_fresh;
DROP VIEW import_had;
DROP VIEW import_good;
DROP TABLE import_kept;
ALTER TABLE import_new RENAME TO import_kept
