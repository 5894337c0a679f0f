-- Rows, rows with a problem, rows whose customer has a name instead of a number, rows with a message's
-- id, first and last day, rows in another currency than the store's, rows that are no purchases, rows
-- that say what was left out of them.
SELECT CAST(count(*) AS DOUBLE), CAST(count(problem) AS DOUBLE),
    CAST(count(*) FILTER (WHERE problem IS NULL AND customer_no IS NULL) AS DOUBLE),
    CAST(count(message_id) FILTER (WHERE problem IS NULL) AS DOUBLE),
    CAST(min(day) FILTER (WHERE problem IS NULL) - DATE '1970-01-01' AS DOUBLE),
    CAST(max(day) FILTER (WHERE problem IS NULL) - DATE '1970-01-01' AS DOUBLE),
    CAST(count(*) FILTER (WHERE problem IS NULL AND currency <> {{currency}}) AS DOUBLE),
    CAST(count(*) FILTER (WHERE problem IS NULL AND kind <> 'purchase') AS DOUBLE),
    CAST(count(attributes) FILTER (WHERE problem IS NULL) AS DOUBLE)
FROM import_kept
