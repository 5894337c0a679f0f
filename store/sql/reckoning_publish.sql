-- Run inside one transaction, after the summaries: the new reckoning becomes the current one,
-- whole.  Older ones keep their totals, check and draws.
DROP TABLE IF EXISTS touched;
DELETE FROM summary_made;
INSERT INTO summary_made
SELECT {{as_of}}, {{recent_day}}, coalesce(max(batch), 0), {{version}} FROM import_batch;
DELETE FROM summary_without;
INSERT INTO summary_without SELECT batch FROM import_batch WHERE state = 'withdrawn';
DELETE FROM cell_score WHERE reckoning <> {{reckoning}};
DELETE FROM spend_score WHERE reckoning <> {{reckoning}};
DELETE FROM baseline_score WHERE reckoning <> {{reckoning}};
DELETE FROM shop_way WHERE reckoning <> {{reckoning}};
UPDATE meta SET value = CAST({{reckoning}} AS VARCHAR) WHERE key = 'current_reckoning';
