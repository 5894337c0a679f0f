CAST(100 * (score - coalesce(scale_min, CASE WHEN scale_max = 10 THEN 0 ELSE 1 END))
    / nullif(scale_max - coalesce(scale_min, CASE WHEN scale_max = 10 THEN 0 ELSE 1 END), 0)
    AS DECIMAL(18,4))
