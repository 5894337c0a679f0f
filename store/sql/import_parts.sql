-- What is new by its kind and currency, with its amounts in the file's own money.  What a bank took back
-- is told apart from what the shop gave back.
SELECT what, coin, CAST(count(*) AS BIGINT), CAST(sum(amount) * 10000 AS BIGINT) FROM (
    SELECT CASE WHEN kind = 'refund' AND message_id LIKE '% dispute %' THEN 'dispute' ELSE kind END AS what,
        coalesce(currency, {{currency}}) AS coin, coalesce(there, paid, 0) AS amount
    FROM import_kept WHERE problem IS NULL) AS used
GROUP BY what, coin ORDER BY coin <> {{currency}}, coin, what <> 'purchase', what
