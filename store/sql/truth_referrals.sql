-- How many people the known ones will bring: said, and true; counts that come, on the average, half a
-- year from now, discounted as what was said is.
SELECT said.n, truth.n * power(1.1, -0.5), truth.se
FROM (
    SELECT sum(o.discounted_referrals) AS n FROM other_score o JOIN customer c USING (customer_no)
    WHERE c.customer_id IN (SELECT customer_id FROM read_csv({{file}}))) AS said
CROSS JOIN (
    SELECT sum(v.mean) AS n, sqrt(sum(v.se * v.se)) AS se
    FROM read_csv({{file}}) AS v JOIN customer c ON c.customer_id = v.customer_id
    WHERE v.line IN ('referrals_1', 'referrals_2') AND v.horizon = '12 months') AS truth
