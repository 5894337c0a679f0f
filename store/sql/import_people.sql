-- Everybody a file names.
SELECT DISTINCT coalesce(customer_id, CAST(customer_no AS VARCHAR)) FROM import_kept
