TRY_CAST({{text}} AS INTEGER) AS {{name}}
