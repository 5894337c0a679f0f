SELECT f.row_no, o.customer_id, f.at_day AS day, f.at_time AS occurred_at, 'repair' AS kind, f.order_id,
    f.cost AS cost_to_us, f.worth AS worth_to_them,
    CASE WHEN f.problem IS NOT NULL THEN f.problem
         WHEN o.day IS NULL THEN 'there is no such order'
         WHEN o.of_two THEN 'the order is of two customers'
         WHEN f.at_day < o.day THEN 'repaired before the order' END AS problem
FROM ({{fields}}) AS f LEFT JOIN ({{orders}}) AS o ON o.order_id = f.order_id
