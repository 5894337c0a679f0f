SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, 'repair' AS kind, order_id,
    cost AS cost_to_us, worth AS worth_to_them,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN at_day < ordered THEN 'repaired before the order' END AS problem
FROM ({{of_order}}) AS f
