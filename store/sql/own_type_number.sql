CASE WHEN isfinite(TRY_CAST(replace({{text}}, ',', '.') AS DOUBLE))
     THEN TRY_CAST(replace({{text}}, ',', '.') AS DOUBLE) END AS {{name}}
