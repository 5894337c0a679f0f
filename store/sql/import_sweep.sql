DROP VIEW IF EXISTS temp.import_staged;
DROP TABLE IF EXISTS import_kept;
