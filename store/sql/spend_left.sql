-- What was spent in months in which nobody is known to have come through the channel.
SELECT channel, strftime(day, '%Y-%m') AS month, CAST(sum(amount) * 10000 AS BIGINT)
FROM spend_used s
WHERE 'spend ' || channel || ' ' || strftime(day, '%Y-%m') NOT IN (
    SELECT message_id FROM exchange_used WHERE kind = 'cost' AND message_id IS NOT NULL)
GROUP BY 1, 2 ORDER BY 2, 1
