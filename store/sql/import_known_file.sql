SELECT rows_in FROM import_batch WHERE fingerprint = $1 AND state = 'used' LIMIT 1
