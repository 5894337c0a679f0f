-- What a reckoning that died has left: its rows, and the tables it was making.
DELETE FROM cell_score WHERE reckoning IN (SELECT reckoning FROM reckoning WHERE finished_at IS NULL);
DELETE FROM spend_score WHERE reckoning IN (SELECT reckoning FROM reckoning WHERE finished_at IS NULL);
DELETE FROM baseline_score WHERE reckoning IN (SELECT reckoning FROM reckoning WHERE finished_at IS NULL);
DELETE FROM reckoning_draw WHERE reckoning IN (SELECT reckoning FROM reckoning WHERE finished_at IS NULL);
DELETE FROM check_result WHERE reckoning IN (SELECT reckoning FROM reckoning WHERE finished_at IS NULL);
DELETE FROM check_series WHERE reckoning IN (SELECT reckoning FROM reckoning WHERE finished_at IS NULL);
DELETE FROM reckoning WHERE finished_at IS NULL;
DROP TABLE IF EXISTS summary_fresh;
DROP TABLE IF EXISTS flow_fresh;
DROP TABLE IF EXISTS touched;
DROP TABLE IF EXISTS ledger_next;
DROP TABLE IF EXISTS import_kept;
