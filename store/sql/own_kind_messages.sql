SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, 'message' AS kind,
    lower(channel) AS channel, campaign AS topic, cost AS cost_to_us, problem
FROM ({{fields}}) AS f
