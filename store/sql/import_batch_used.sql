SELECT CASE WHEN state = 'used' THEN 1 ELSE 0 END FROM import_batch WHERE batch = $1
