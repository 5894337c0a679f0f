-- A question, and our reply as a second exchange that answers it.
WITH read AS (
    SELECT * EXCLUDE (problem), CASE WHEN problem IS NULL AND answered_at_day < at_day
        THEN 'answered before it was asked' ELSE problem END AS problem
    FROM ({{fields}}) AS f)
SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, 'contact_in' AS kind, order_id,
    contact_id AS message_id, NULL AS answers_id, minutes_ours, minutes_theirs, topic, problem
FROM read
UNION ALL
SELECT row_no, customer_id, answered_at_day, answered_at_time, 'reply', order_id, NULL, contact_id,
    NULL, NULL, topic, NULL
FROM read WHERE answered_at_day IS NOT NULL AND problem IS NULL
