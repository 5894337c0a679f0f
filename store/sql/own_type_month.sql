CAST(date_trunc('month', TRY_CAST(CASE WHEN regexp_full_match({{text}}, '\d{4}-\d{2}') THEN {{text}} || '-01'
    ELSE {{text}} END AS DATE)) AS DATE) AS {{name}}
