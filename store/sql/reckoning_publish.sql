-- Run inside one transaction: the new reckoning becomes the current one, whole.  Older ones keep
-- their totals, check and draws.
DROP TABLE summary;
ALTER TABLE summary_next RENAME TO summary;
DROP TABLE flow;
ALTER TABLE flow_next RENAME TO flow;
DROP TABLE IF EXISTS customer_state;
ALTER TABLE customer_state_next RENAME TO customer_state;
DELETE FROM cell_score WHERE reckoning <> {{reckoning}};
DELETE FROM spend_score WHERE reckoning <> {{reckoning}};
DELETE FROM baseline_score WHERE reckoning <> {{reckoning}};
UPDATE meta SET value = (SELECT CAST(coalesce(max(batch), 0) AS VARCHAR) || ' '
    || CAST(count(*) FILTER (WHERE state = 'withdrawn') AS VARCHAR) || ' '
    || CAST(coalesce(sum(batch) FILTER (WHERE state = 'withdrawn'), 0) AS VARCHAR)
    FROM import_batch) WHERE key = 'summary_of';
UPDATE meta SET value = CAST({{reckoning}} AS VARCHAR) WHERE key = 'current_reckoning';
