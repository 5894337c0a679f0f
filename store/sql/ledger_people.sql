SELECT c.customer_id, p.to_them_realised, p.to_them_expected, p.to_us_realised, p.to_us_expected,
    s.p_alive
FROM (
    SELECT customer_no,
        CAST(coalesce(sum(realised) FILTER (WHERE position IN ({{to_them}})), 0) AS DOUBLE)
            AS to_them_realised,
        CAST(coalesce(sum(CAST(expected AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_them}})), 0)
            AS DOUBLE) AS to_them_expected,
        CAST(coalesce(sum(realised) FILTER (WHERE position IN ({{to_us}})), 0) AS DOUBLE)
            AS to_us_realised,
        CAST(coalesce(sum(CAST(expected AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_us}})), 0)
            AS DOUBLE) AS to_us_expected,
        -- nobody is ranked by a setting times what they paid
        CAST(coalesce(sum(realised) FILTER (WHERE position IN ({{to_them}})
            AND NOT (position = {{surplus}} AND realised_basis = 'assumed')), 0) AS DOUBLE)
            + CAST(coalesce(sum(CAST(expected AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_them}})
            AND NOT (position = {{surplus}} AND expected_basis = 'assumed')), 0) AS DOUBLE)
            AS to_them_ranked
    FROM ({{lines}}) AS lines GROUP BY customer_no) AS p
JOIN customer c USING (customer_no)
JOIN {{state}} AS s USING (customer_no)
ORDER BY {{order}} LIMIT {{limit}}
