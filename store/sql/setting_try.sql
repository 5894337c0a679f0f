-- The settings as they would be with {{key}} at {{value}}, in front of the store's own.
-- (What is there from before goes first: it would be read in its place.)
DROP TABLE IF EXISTS temp.setting;
CREATE TEMP TABLE setting AS
SELECT key, low, likely, high, said_by, said_at FROM main.setting WHERE key <> {{key}}
UNION ALL
SELECT {{key}}, {{value}}, {{value}}, {{value}}, 'what if', CAST(now() AS TIMESTAMP)
