SELECT count(*) FROM import_staged WHERE problem IS NULL AND known
