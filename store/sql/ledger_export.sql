-- A spreadsheet takes a text that begins with = + - or @ for a formula: in CSV it gets a ' before it.
COPY (
    WITH line AS ({{lines}}),
         rows AS (
            SELECT c.customer_id, l.* FROM line l JOIN customer c USING (customer_no)
            UNION ALL
            SELECT '(not yet here)', 9223372036854775807, position, realised, expected,
                CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), NULL, expected_basis
            FROM ({{pool}}) AS pool)
    SELECT CASE WHEN {{is_csv}} AND regexp_matches(r.customer_id, '^[=+@\t\r-]')
            THEN '''' || r.customer_id ELSE r.customer_id END AS customer_id, n.side, n.line, t.tense,
        CASE t.tense WHEN 'realised' THEN CAST(r.realised AS DECIMAL(18,4))
                     ELSE CAST(r.expected AS DECIMAL(18,4)) END AS amount,
        CASE WHEN t.tense = 'expected' OR n.unit = 'points' THEN CAST(r.low AS DECIMAL(18,4)) END AS low,
        CASE WHEN t.tense = 'expected' OR n.unit = 'points' THEN CAST(r.high AS DECIMAL(18,4)) END AS high,
        n.unit,
        CASE t.tense WHEN 'realised' THEN r.realised_basis ELSE r.expected_basis END AS basis,
        {{as_of}} AS as_of, {{horizon}} AS horizon, {{rate}} AS rate
    FROM rows r
    JOIN (VALUES {{names}}) AS n(position, side, line, unit) USING (position)
    CROSS JOIN (VALUES ('realised'), ('expected')) AS t(tense)
    WHERE CASE t.tense WHEN 'realised' THEN r.realised_basis ELSE r.expected_basis END IS NOT NULL
    ORDER BY {{sorted}})
TO {{file}} ({{format}})
