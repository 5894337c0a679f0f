(SELECT day, paid FROM import_kept WHERE problem IS NULL) AS staged
