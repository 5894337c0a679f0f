-- Answers by their question; where it is not named, by the scale: 0 to 10, 1 to 5, 1 to 7.
SELECT CAST(count(*) FILTER (WHERE question = 'nps') AS DOUBLE),
    CAST(count(*) FILTER (WHERE question = 'nps' AND score >= 9) AS DOUBLE),
    CAST(count(*) FILTER (WHERE question = 'nps' AND score <= 6) AS DOUBLE),
    CAST(count(*) FILTER (WHERE question = 'csat') AS DOUBLE),
    CAST(count(*) FILTER (WHERE question = 'csat' AND score >= scale_max - 1) AS DOUBLE),
    CAST(count(*) FILTER (WHERE question = 'ces') AS DOUBLE),
    CAST(coalesce(sum(CAST(score AS DECIMAL(18,4))) FILTER (WHERE question = 'ces'), 0) AS DOUBLE),
    CAST(coalesce(sum(CAST(score * score AS DECIMAL(18,4))) FILTER (WHERE question = 'ces'), 0) AS DOUBLE)
FROM (
    SELECT score, scale_max, CASE WHEN lower(topic) IN ('nps', 'csat', 'ces') THEN lower(topic)
        WHEN scale_max = 10 AND coalesce(scale_min, 0) = 0 THEN 'nps'
        WHEN scale_max = 5 AND coalesce(scale_min, 1) = 1 THEN 'csat'
        WHEN scale_max = 7 AND coalesce(scale_min, 1) = 1 THEN 'ces' END AS question
    FROM exchange_used
    WHERE kind = 'answer' AND score IS NOT NULL AND day <= {{as_of}}) AS answers
