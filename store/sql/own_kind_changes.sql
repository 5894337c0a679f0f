-- What was done because they asked; that they were told is a second exchange.
WITH asked AS (
    SELECT x.message_id, c.customer_id, x.day, x.topic FROM (
        SELECT message_id, min(customer_no) AS customer_no, min(day) AS day, min(topic) AS topic
        FROM exchange_used WHERE kind = 'request' AND message_id IS NOT NULL GROUP BY message_id) AS x
    JOIN customer c ON c.customer_no = x.customer_no),
judged AS (
    SELECT f.* EXCLUDE (problem), a.customer_id, a.topic,
        CASE WHEN f.problem IS NOT NULL THEN f.problem
             WHEN a.day IS NULL THEN 'there is no such request'
             WHEN f.done_at_day < a.day THEN 'done before it was asked for'
             WHEN f.told_at_day < f.done_at_day THEN 'told before it was done' END AS problem
    FROM ({{fields}}) AS f LEFT JOIN asked a ON a.message_id = f.request_id)
SELECT row_no, customer_id, done_at_day AS day, done_at_time AS occurred_at, 'change' AS kind,
    request_id AS answers_id, topic, problem
FROM judged
UNION ALL
SELECT row_no, customer_id, told_at_day, told_at_time, 'reply', request_id, topic, NULL
FROM judged WHERE told_at_day IS NOT NULL AND problem IS NULL
