-- Raw answers with their scale; the three known questions have theirs.
WITH read AS (
    SELECT *, lower(question) AS asked,
        coalesce(scale_min, CASE lower(question) WHEN 'nps' THEN 0 WHEN 'csat' THEN 1 WHEN 'ces' THEN 1
            END) AS low,
        coalesce(scale_max, CASE lower(question) WHEN 'nps' THEN 10 WHEN 'csat' THEN 5 WHEN 'ces' THEN 7
            END) AS high
    FROM ({{fields}}) AS f)
SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at, 'answer' AS kind, order_id,
    asked AS topic, score, CAST(low AS DOUBLE) AS scale_min, CAST(high AS DOUBLE) AS scale_max,
    comment AS body,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN low IS NULL OR high IS NULL THEN 'the question has no scale'
         WHEN low >= high THEN 'the scale ends before it begins'
         WHEN score NOT BETWEEN low AND high THEN 'the answer is outside its scale' END AS problem
FROM read
