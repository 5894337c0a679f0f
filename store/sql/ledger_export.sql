COPY (
    SELECT c.customer_id, n.side, n.line, t.tense,
        CASE t.tense WHEN 'realised' THEN CAST(l.realised AS DECIMAL(18,4))
                     ELSE CAST(l.expected AS DECIMAL(18,4)) END AS amount,
        CASE t.tense WHEN 'expected' THEN CAST(l.low AS DECIMAL(18,4)) END AS low,
        CASE t.tense WHEN 'expected' THEN CAST(l.high AS DECIMAL(18,4)) END AS high,
        {{currency}} AS unit,
        CASE t.tense WHEN 'realised' THEN l.realised_basis ELSE l.expected_basis END AS basis,
        {{as_of}} AS as_of, {{horizon}} AS horizon, {{rate}} AS rate
    FROM ({{lines}}) AS l
    JOIN customer c USING (customer_no)
    JOIN (VALUES {{names}}) AS n(position, side, line) USING (position)
    CROSS JOIN (VALUES ('realised'), ('expected')) AS t(tense)
    WHERE CASE t.tense WHEN 'realised' THEN l.realised_basis ELSE l.expected_basis END IS NOT NULL
    ORDER BY {{sorted}})
TO {{file}} ({{format}})
