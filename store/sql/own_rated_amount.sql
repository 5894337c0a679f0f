CASE WHEN rate = 1 THEN "{{name}}" ELSE CAST(round("{{name}}" * rate, 2) AS DECIMAL(18,4)) END AS "{{name}}"
