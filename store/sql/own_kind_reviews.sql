SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, 'review' AS kind, order_id,
    stars AS score, CAST(1 AS DOUBLE) AS scale_min, CAST(5 AS DOUBLE) AS scale_max, site AS channel,
    words AS body,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN stars NOT BETWEEN 1 AND 5 THEN 'the answer is outside its scale' END AS problem
FROM ({{fields}}) AS f
