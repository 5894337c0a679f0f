CASE WHEN length({{text}}) <= 10 THEN TRY_CAST({{text}} AS DATE)
     ELSE CAST(TRY_CAST({{text}} AS TIMESTAMPTZ) AT TIME ZONE {{timezone}} AS DATE) END AS {{name}}_day,
CASE WHEN length({{text}}) > 10
     THEN CAST(TRY_CAST({{text}} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) END AS {{name}}_time
