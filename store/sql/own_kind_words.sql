SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, lower(kind) AS kind, topic,
    words AS body,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN lower(kind) NOT IN ('advice', 'comparison', 'brand_words')
         THEN 'kind is none of advice, comparison, brand_words' END AS problem
FROM ({{fields}}) AS f
