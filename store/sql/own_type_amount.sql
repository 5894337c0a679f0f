TRY_CAST(CASE WHEN regexp_full_match({{text}}, '-?\d+,\d{1,2}') THEN replace({{text}}, ',', '.')
    ELSE {{text}} END AS DECIMAL(18,4)) AS {{name}}
