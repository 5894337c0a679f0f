-- The first {{limit}} customers of a part by the sum of the lines at {{positions}}.  Nobody is ranked by a
-- setting times what they paid: position {{surplus}}, while it is assumed, does not count.
SELECT f.customer_no, coalesce(p.ranked, 0) AS amount
FROM (SELECT customer_no FROM flow WHERE {{which}}) AS f
LEFT JOIN (
    SELECT customer_no,
        CAST(coalesce(sum(realised) FILTER (WHERE NOT (position = {{surplus}}
            AND realised_basis = 'assumed')), 0) AS DOUBLE)
            + CAST(coalesce(sum(CAST(expected AS DECIMAL(18,4))) FILTER (WHERE NOT (
            position = {{surplus}} AND expected_basis = 'assumed')), 0) AS DOUBLE) AS ranked
    FROM ({{lines}}) AS lines
    WHERE position IN ({{positions}}) AND (realised IS NOT NULL OR expected IS NOT NULL)
    GROUP BY customer_no) AS p ON p.customer_no = f.customer_no
ORDER BY amount DESC, f.customer_no LIMIT {{limit}}
