SELECT count(*) FROM import_staged
