-- What happened to one customer up to a day, newest first, a line each.
SELECT CAST(day AS VARCHAR) || '  ' || rpad(kind, CAST(greatest(12, length(kind)) AS INTEGER), ' ')
    || coalesce('  order ' || order_id, '')
    || coalesce('  ' || CASE WHEN units IS NULL THEN '' ELSE regexp_replace(CAST(units AS VARCHAR), '\.0$', '') || ' ' END || product_id, '')
    || coalesce('  ' || topic, '') || coalesce('  by ' || channel, '')
    || CASE WHEN kind = 'referral' THEN coalesce('  by ' || other_id, '') ELSE coalesce('  ' || other_id, '') END
    || coalesce('  reference ' || CAST(CAST(reference AS DECIMAL(18,2)) AS VARCHAR), '')
    || CASE WHEN off_ours <> 0 THEN '  off (ours) ' || CAST(CAST(off_ours AS DECIMAL(18,2)) AS VARCHAR) ELSE '' END
    || CASE WHEN off_third_party <> 0 THEN '  off (others) ' || CAST(CAST(off_third_party AS DECIMAL(18,2)) AS VARCHAR) ELSE '' END
    || coalesce('  paid ' || CAST(CAST(paid AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  tax left out ' || CAST(CAST(json_extract_string(left_out, '$.tax') AS DECIMAL(18,2)) AS VARCHAR)
        || coalesce(' ' || json_extract_string(left_out, '$.currency'), ''), '')
    || coalesce('  crossed out, not counted ' || CAST(CAST(json_extract_string(left_out, '$.crossed_out') AS DECIMAL(18,2)) AS VARCHAR)
        || coalesce(' ' || json_extract_string(left_out, '$.currency'), ''), '')
    || coalesce('  goods ' || CAST(CAST(cost_of_goods AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  cost to us ' || CAST(CAST(cost_to_us AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  worth to them ' || CAST(CAST(worth_to_them AS DECIMAL(18,2)) AS VARCHAR), '')
    || CASE WHEN promised_at IS NOT NULL THEN '  promised ' || CAST(CAST(promised_at AS DATE) AS VARCHAR)
        || CASE WHEN delivered_at IS NULL THEN ', not there yet' ELSE '' END ELSE '' END
    || CASE WHEN days_late > 0 THEN '  ' || regexp_replace(CAST(days_late AS VARCHAR), '\.0$', '') || ' days late' ELSE '' END
    || coalesce('  our minutes ' || regexp_replace(CAST(minutes_ours AS VARCHAR), '\.0$', ''), '')
    || coalesce('  their minutes ' || regexp_replace(CAST(minutes_theirs AS VARCHAR), '\.0$', ''), '')
    || coalesce('  ' || regexp_replace(CAST(score AS VARCHAR), '\.0$', '') || coalesce(' of ' || regexp_replace(CAST(scale_max AS VARCHAR), '\.0$', ''), ''), '')
    || coalesce('  answers ' || answers_id, '') || coalesce('  corrects ' || corrects_id, '')
    || coalesce('  "' || body || '"', '') AS words
FROM (
    SELECT *, CASE WHEN json_valid(attributes) THEN attributes END AS left_out
    FROM exchange_used WHERE customer_no = $1 AND day <= $2) AS theirs
ORDER BY day DESC, occurred_at DESC NULLS LAST, order_id, product_id, kind DESC, batch DESC, words LIMIT $3
