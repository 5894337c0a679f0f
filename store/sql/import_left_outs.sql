-- What was left out of the amounts of what is new, by what it is and its currency.
SELECT what, coin, CAST(count(*) AS BIGINT), CAST(sum(amount) * 10000 AS BIGINT) FROM (
    SELECT unnest(['tax', 'crossed_out']) AS what, coalesce(currency, {{currency}}) AS coin,
        unnest([TRY_CAST(json_extract_string(attributes, '$.tax') AS DECIMAL(18,4)),
            TRY_CAST(json_extract_string(attributes, '$.crossed_out') AS DECIMAL(18,4))]) AS amount
    FROM import_kept WHERE problem IS NULL AND json_valid(attributes)) AS parts
WHERE amount IS NOT NULL
GROUP BY what, coin ORDER BY what, coin <> {{currency}}, coin
