-- What was put right of customer $1 up to the day $2, a line each.
SELECT corrects_id || coalesce(', ' || topic, '') || coalesce(' ("' || body || '")', '') AS words
FROM exchange_used
WHERE customer_no = $1 AND day <= $2 AND kind = 'correction'
ORDER BY occurred_at, corrects_id, topic
