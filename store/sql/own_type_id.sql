CASE WHEN contains({{text}}, '@') THEN lower(ltrim({{text}}, ''''))
    WHEN starts_with({{text}}, '''') THEN substr({{text}}, 2) ELSE {{text}} END AS {{name}}
