SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, 'request' AS kind,
    request_id AS message_id, topic, problem
FROM ({{fields}}) AS f
