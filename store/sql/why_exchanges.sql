SELECT CAST(day AS VARCHAR) || '  ' || rpad(kind, 12, ' ')
    || coalesce('  order ' || order_id, '')
    || coalesce('  reference ' || CAST(CAST(reference AS DECIMAL(18,2)) AS VARCHAR), '')
    || CASE WHEN off_ours <> 0 THEN '  off (ours) ' || CAST(CAST(off_ours AS DECIMAL(18,2)) AS VARCHAR) ELSE '' END
    || CASE WHEN off_third_party <> 0 THEN '  off (others) ' || CAST(CAST(off_third_party AS DECIMAL(18,2)) AS VARCHAR) ELSE '' END
    || coalesce('  paid ' || CAST(CAST(paid AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  goods ' || CAST(CAST(cost_of_goods AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  cost to us ' || CAST(CAST(cost_to_us AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  worth to them ' || CAST(CAST(worth_to_them AS DECIMAL(18,2)) AS VARCHAR), '')
    || coalesce('  "' || body || '"', '') AS words
FROM exchange_used WHERE customer_no = $1 AND day <= $2
ORDER BY day DESC, occurred_at DESC NULLS LAST, kind DESC, order_id DESC LIMIT $3
