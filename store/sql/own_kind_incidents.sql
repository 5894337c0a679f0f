SELECT row_no, customer_id, known_at_day AS day, known_at_time AS occurred_at, 'incident' AS kind,
    order_id, lower(kind) AS topic,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN known_at_day < ordered THEN 'known before the order' END AS problem
FROM ({{of_order}}) AS f
