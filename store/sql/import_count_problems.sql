SELECT count(*) FROM import_staged WHERE problem IS NOT NULL
