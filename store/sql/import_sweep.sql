DROP TABLE IF EXISTS import_staged
