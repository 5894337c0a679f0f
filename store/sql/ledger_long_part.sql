INSERT INTO ledger_long
WITH line AS ({{lines}})
SELECT c.customer_id, l.position, t.tense,
    CAST(CASE t.tense WHEN 'realised' THEN l.realised ELSE l.expected END AS DECIMAL(18,4)) AS amount,
    CASE WHEN t.tense = 'expected' OR l.position IN ({{points}}) THEN CAST(l.low AS DECIMAL(18,4)) END AS low,
    CASE WHEN t.tense = 'expected' OR l.position IN ({{points}}) THEN CAST(l.high AS DECIMAL(18,4)) END AS high,
    CASE t.tense WHEN 'realised' THEN l.realised_basis ELSE l.expected_basis END AS basis
FROM line AS l JOIN customer AS c ON c.customer_no = l.customer_no
CROSS JOIN (VALUES ('realised'), ('expected')) AS t(tense)
WHERE CASE t.tense WHEN 'realised' THEN l.realised_basis ELSE l.expected_basis END IS NOT NULL
ORDER BY c.customer_no, l.position, t.tense DESC
