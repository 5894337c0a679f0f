-- The orders of the file that the store knows by other rows: edited since, or of several files.
SELECT count(DISTINCT k.order_id) FROM import_kept k
WHERE k.problem IS NULL AND k.message_id IS NULL AND k.kind = 'purchase' AND k.order_id IN (
    SELECT order_id FROM exchange_used WHERE kind = 'purchase' AND message_id IS NULL AND order_id IS NOT NULL)
