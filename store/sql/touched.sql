-- The customers whose sums may differ from those kept: somebody with an exchange in a batch that
-- came, went or came back since; or on a day that was after the last day then or is now; or with a
-- purchase on a day that was in the last period then and is not now, or the other way round.  A
-- batch of something else than exchanges, such as prices, may touch everybody.
CREATE OR REPLACE TABLE touched AS
WITH changed AS (
        SELECT b.batch FROM import_batch b CROSS JOIN summary_made m
        WHERE b.batch > m.newest_batch
            OR (b.state = 'withdrawn') <> (b.batch IN (SELECT batch FROM summary_without))),
     span AS (
        SELECT least(as_of, {{as_of}}) AS last_from, greatest(as_of, {{as_of}}) AS last_to,
            least(recent_day, {{recent_day}}) AS recent_from,
            greatest(recent_day, {{recent_day}}) AS recent_to
        FROM summary_made)
SELECT customer_no FROM exchange WHERE batch IN (SELECT batch FROM changed)
UNION
SELECT customer_no FROM exchange_used CROSS JOIN span
WHERE (day > DATE '1970-01-01' + CAST(last_from AS INTEGER)
        AND day <= DATE '1970-01-01' + CAST(last_to AS INTEGER))
    OR (kind IN ('purchase', 'refund') AND day > DATE '1970-01-01' + CAST(recent_from AS INTEGER)
        AND day <= DATE '1970-01-01' + CAST(recent_to AS INTEGER))
UNION
SELECT customer_no FROM summary
WHERE EXISTS (SELECT 1 FROM changed WHERE batch NOT IN (
    SELECT batch FROM exchange WHERE batch IN (SELECT batch FROM changed)))
