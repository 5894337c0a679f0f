-- Every exchange behind the page, newest first, with the name by which it can be put right.
SELECT CAST(day AS VARCHAR) AS day, kind,
    coalesce(CASE WHEN kind = 'correction' THEN corrects_id END, message_id, order_id, '') AS name,
    coalesce(CAST(CAST(paid AS DECIMAL(18,2)) AS VARCHAR), '') AS paid,
    coalesce(CAST(CAST(nullif(coalesce(off_ours, 0) + coalesce(off_third_party, 0), 0) AS DECIMAL(18,2))
        AS VARCHAR), CAST(CAST(worth_to_them AS DECIMAL(18,2)) AS VARCHAR), '') AS given,
    coalesce(CASE WHEN score IS NOT NULL AND scale_max IS NOT NULL
        THEN CAST(CAST(score AS DECIMAL(9,0)) AS VARCHAR) || ' of '
            || CAST(CAST(scale_max AS DECIMAL(9,0)) AS VARCHAR) END,
        CASE WHEN kind = 'correction' THEN coalesce(topic || '. ', '') || coalesce(body, '') END,
        body, topic, '') AS words
FROM exchange_used
WHERE customer_no = $1 AND day > $2 AND day <= $3 AND kind NOT IN ('cost', 'note', 'message')
ORDER BY day DESC, occurred_at DESC NULLS LAST, kind
