-- Another import of the same bytes that is in use.
SELECT b.batch FROM import_batch a JOIN import_batch b ON b.fingerprint = a.fingerprint AND b.batch <> a.batch
WHERE a.batch = $1 AND a.fingerprint <> '' AND b.state = 'used' LIMIT 1
