SELECT f.row_no, o.customer_id, f.known_at_day AS day, f.known_at_time AS occurred_at,
    'incident' AS kind, f.order_id, lower(f.kind) AS topic,
    CASE WHEN f.problem IS NOT NULL THEN f.problem
         WHEN o.day IS NULL THEN 'there is no such order'
         WHEN o.of_two THEN 'the order is of two customers'
         WHEN f.known_at_day < o.day THEN 'known before the order' END AS problem
FROM ({{fields}}) AS f LEFT JOIN ({{orders}}) AS o ON o.order_id = f.order_id
