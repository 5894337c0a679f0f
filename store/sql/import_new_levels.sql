-- The days at these levels of the rows' order by day, without the last of all.
SELECT DISTINCT day - DATE '1970-01-01' AS day FROM (
    SELECT unnest(quantile_disc(day, [{{levels}}])) AS day FROM import_kept
    WHERE problem IS NULL AND message_id IS NULL) AS levels
WHERE day IS NOT NULL ORDER BY day
