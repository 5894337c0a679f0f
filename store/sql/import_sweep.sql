DROP VIEW IF EXISTS temp.import_staged;
DROP VIEW IF EXISTS temp.import_numbered;
DROP VIEW IF EXISTS temp.import_named;
DROP TABLE IF EXISTS temp.import_events;
DROP TABLE IF EXISTS temp.import_skipped;
DROP TABLE IF EXISTS temp.import_changed;
DROP TABLE IF EXISTS reject_errors;
DROP TABLE IF EXISTS reject_scans;
