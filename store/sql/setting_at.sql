-- The settings as they would be with {{key}} at its {{end}}, in front of the store's own.
-- (What is there from before goes first: it would be read in its place.)
DROP TABLE IF EXISTS temp.setting;
CREATE TEMP TABLE setting AS
SELECT key, low, CASE WHEN key = {{key}} THEN coalesce({{end}}, likely) ELSE likely END AS likely, high,
    said_by, said_at
FROM main.setting
