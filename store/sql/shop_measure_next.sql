-- What the shop's own history says, up to the day {{as_of}}.  A newcomer's worth: what those who were
-- brought and have been here for the horizon brought within it, discounted to their first day; of all
-- customers where fewer than 30 were brought.
CREATE OR REPLACE TABLE shop_measure_next AS
WITH visit AS (
        SELECT CAST(sum(x + 1) AS DOUBLE) AS occasions,
            CAST(sum({{day}} - first_day) AS DOUBLE) / 365.25 AS years
        FROM summary_next),
     other AS (
        SELECT sum(deliveries) AS deliveries, sum(late_days) AS late_days,
            sum(effort_rows) AS effort_rows, sum(minutes_theirs) AS minutes_theirs,
            sum(messages) AS messages, sum(unwanted) AS unwanted
        FROM passed_next),
     winning AS (
        SELECT CAST(sum(cost_to_us) AS DOUBLE) / nullif(count(DISTINCT customer_no), 0) AS cost_to_win
        FROM exchange_used
        WHERE kind = 'cost' AND topic = 'acquisition' AND cost_to_us > 0 AND day <= {{as_of}}),
     newcomer AS (
        SELECT s.customer_no, l.customer_no IS NOT NULL AS brought, s.first_day
        FROM summary_next s
        LEFT JOIN (SELECT DISTINCT customer_no FROM credit_link_next) AS l USING (customer_no)
        WHERE s.first_day + {{horizon_days}} <= {{day}}
            -- where nobody brings anybody, nobody asks
            AND EXISTS (SELECT 1 FROM credit_link_next)),
     flow AS (
        SELECT n.customer_no, n.brought, CAST((
            CAST(coalesce(e.reference, 0) - coalesce(e.off_ours, 0) AS DOUBLE)
            - CASE WHEN e.reference IS NULL THEN 0
                   ELSE coalesce(CAST(e.cost_of_goods AS DOUBLE),
                       (1 - a.margin) * CAST(e.reference AS DOUBLE), 0) END
            - CAST(coalesce(e.cost_to_us, 0) AS DOUBLE)
            - coalesce(e.minutes_ours * a.minute_of_support, 0))
            * power(1 + {{rate}}, -(e.day - DATE '1970-01-01' - n.first_day) / 365.25)
            AS DECIMAL(18,4)) AS amount
        FROM newcomer n JOIN exchange_used e USING (customer_no) CROSS JOIN assumption a
        WHERE e.day - DATE '1970-01-01' < n.first_day + {{horizon_days}}
            AND NOT (e.kind = 'cost' AND e.topic = 'acquisition')),
     worth AS (
        SELECT CASE WHEN count(DISTINCT customer_no) FILTER (WHERE brought) >= 30
                THEN CAST(sum(amount) FILTER (WHERE brought) AS DOUBLE)
                    / count(DISTINCT customer_no) FILTER (WHERE brought)
                ELSE CAST(sum(amount) AS DOUBLE) / nullif(count(DISTINCT customer_no), 0) END
            AS value_of_referred
        FROM flow),
     answer AS (
        SELECT {{answer}} AS points FROM exchange_used
        WHERE kind = 'answer' AND score IS NOT NULL AND scale_max IS NOT NULL AND day <= {{as_of}}),
     satisfaction AS (
        SELECT CAST(sum(points) AS DOUBLE) / nullif(count(points), 0) AS mean,
            CASE WHEN count(points) > 1 THEN sqrt(greatest(
                CAST(sum(points * points) AS DOUBLE) / count(points)
                - power(CAST(sum(points) AS DOUBLE) / count(points), 2), 0)) END AS spread
        FROM answer)
SELECT CAST(late_days AS DOUBLE) / nullif(deliveries, 0) AS late_days_per_occasion,
    CASE WHEN effort_rows > 0 THEN CAST(minutes_theirs AS DOUBLE) / occasions END
        AS minutes_theirs_per_occasion,
    CASE WHEN messages > 0 THEN CAST(unwanted AS DOUBLE) / nullif(years, 0) END AS unwanted_per_year,
    cost_to_win, value_of_referred, mean AS satisfaction_mean, spread AS satisfaction_spread
FROM visit CROSS JOIN other CROSS JOIN winning CROSS JOIN worth CROSS JOIN satisfaction
