-- How satisfied they are, 0 to 100: their own answers drawn towards everybody's mean, the more the
-- fewer they gave (normal answers around a normal level; both spreads are settings, or the spread of
-- answers shared out by `answer_reliability`).  Points, not money; low and high are of the level now.
WITH level AS (
    SELECT customer_no, answers, satisfaction_mean,
        1 / (1 / nullif(satisfaction_var_between, 0) + answers / nullif(satisfaction_var_answer, 0))
            AS variance,
        satisfaction_mean / nullif(satisfaction_var_between, 0)
            + CAST(answer_sum AS DOUBLE) / nullif(satisfaction_var_answer, 0) AS weighted
    FROM {{state}} AS state CROSS JOIN assumption)
SELECT customer_no, CAST(variance * weighted AS DECIMAL(18,4)) AS realised,
    CAST(NULL AS DOUBLE) AS expected,
    greatest(variance * weighted - 1.2815515655446004 * sqrt(variance), 0) AS low,
    least(variance * weighted + 1.2815515655446004 * sqrt(variance), 100) AS high,
    CASE WHEN variance IS NULL THEN 'not_measured' ELSE 'assumed' END AS realised_basis,
    CAST(NULL AS VARCHAR) AS expected_basis
FROM level
