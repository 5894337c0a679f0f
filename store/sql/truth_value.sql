-- The true value of the line {{line}} within 12 months, summed, with its error.  Only of those the
-- store knows: who left no row at all cannot be foreseen.
SELECT sum(v.mean), sqrt(sum(v.se * v.se))
FROM read_csv({{file}}) AS v JOIN customer c ON c.customer_id = v.customer_id
WHERE v.line = {{line}} AND v.horizon = '12 months'
