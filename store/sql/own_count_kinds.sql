SELECT count(*) FROM exchange_used WHERE kind IN (SELECT DISTINCT kind FROM import_kept WHERE part = {{part}})
