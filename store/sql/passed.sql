-- What passed besides purchases, summed for each customer with any of it up to the day {{as_of}}.  A
-- message counts as unwanted when two others came in the 30 days before it, or after they said stop.
-- An order 30 days over its promise without having come is missing; until then each day of waiting is a
-- day late.
WITH there AS ( -- most purchases say nothing of it
        SELECT * FROM exchange_used
        WHERE day <= {{as_of}} AND {{who}}
            AND (kind <> 'purchase' OR minutes_theirs IS NOT NULL OR product_id IS NOT NULL)),
     stopped AS (
        SELECT customer_no, min(day) AS day FROM there
        WHERE kind = 'message' AND lower(topic) IN ('unsubscribe', 'unsubscribed')
        GROUP BY customer_no),
     message AS (
        SELECT m.customer_no, count(*) AS messages,
            count(*) FILTER (WHERE m.day - m.second_before < 30 OR m.day > s.day) AS unwanted
        FROM (
            SELECT customer_no, day,
                lag(day, 2) OVER (PARTITION BY customer_no ORDER BY day, occurred_at) AS second_before
            FROM there
            WHERE kind = 'message' AND coalesce(lower(topic), '') NOT IN
                ('unsubscribe', 'unsubscribed', 'spam', 'complaint', 'marked as spam')) AS m
        LEFT JOIN stopped s USING (customer_no)
        GROUP BY m.customer_no),
     waiting AS (
        SELECT customer_no, order_id, {{as_of}} - min(CAST(promised_at AS DATE)) AS days
        FROM there WHERE kind = 'delivery' AND order_id IS NOT NULL
        GROUP BY customer_no, order_id
        HAVING count(delivered_at) = 0 AND coalesce(max(days_late), 0) = 0
            AND min(CAST(promised_at AS DATE)) < {{as_of}}),
     missing AS (
        SELECT w.customer_no, CAST(sum(w.days) FILTER (WHERE w.days <= 30) AS DECIMAL(18,4)) AS days,
            sum(o.paid) FILTER (WHERE w.days > 30 AND o.paid > 0) AS paid
        FROM waiting w
        LEFT JOIN (
            SELECT customer_no, order_id, sum(paid) AS paid FROM exchange_used
            WHERE day <= {{as_of}} AND kind IN ('purchase', 'refund')
                AND order_id IN (SELECT order_id FROM waiting)
            GROUP BY customer_no, order_id) AS o
            ON o.customer_no = w.customer_no AND o.order_id = w.order_id
        GROUP BY w.customer_no),
     rung AS (
        SELECT customer_no, max(rung) - min(CASE WHEN day = first_day THEN rung END) AS climbed
        FROM (
            SELECT t.customer_no, t.day, p.rung,
                min(t.day) OVER (PARTITION BY t.customer_no) AS first_day
            FROM there t JOIN product_used p USING (product_id)
            WHERE t.kind = 'purchase' AND p.rung IS NOT NULL) AS bought
        GROUP BY customer_no),
     counted AS (
        SELECT customer_no,
            count(*) FILTER (WHERE kind IN ('subscription_start', 'subscription_renew'))
                AS contract_payments,
            coalesce(sum(paid) FILTER (WHERE starts_with(kind, 'subscription_')), 0) AS contract_paid,
            coalesce(sum(reference) FILTER (WHERE starts_with(kind, 'subscription_')), 0)
                AS contract_reference,
            coalesce(sum(cost_of_goods) FILTER (WHERE starts_with(kind, 'subscription_')), 0)
                AS contract_goods,
            coalesce(sum(reference) FILTER (WHERE starts_with(kind, 'subscription_')
                AND cost_of_goods IS NULL), 0) AS contract_no_goods,
            count(*) FILTER (WHERE kind = 'subscription_start')
                > count(*) FILTER (WHERE kind = 'subscription_end') AS contract_open,
            count(*) FILTER (WHERE kind = 'delivery'
                AND (delivered_at IS NOT NULL OR promised_at IS NULL)) AS deliveries,
            coalesce(sum(CAST(CASE WHEN kind = 'correction' THEN days_late
                ELSE greatest(coalesce(days_late,
                    CAST(delivered_at AS DATE) - CAST(promised_at AS DATE)), 0) END AS DECIMAL(18,4)))
                FILTER (WHERE kind IN ('delivery', 'correction')), 0) AS late_days,
            count(minutes_theirs) AS effort_rows,
            coalesce(sum(CAST(minutes_theirs AS DECIMAL(18,4))), 0) AS minutes_theirs,
            count(*) FILTER (WHERE kind = 'message'
                AND lower(topic) IN ('unsubscribe', 'unsubscribed')) AS unsubscribes,
            count(*) FILTER (WHERE kind = 'message'
                AND lower(topic) IN ('spam', 'complaint', 'marked as spam')) AS complaints,
            count(*) FILTER (WHERE kind = 'request') AS requests,
            count(*) FILTER (WHERE kind = 'change') AS met,
            count(score) FILTER (WHERE kind = 'answer' AND scale_max IS NOT NULL) AS answers,
            coalesce(sum({{answer}}) FILTER (WHERE kind = 'answer' AND scale_max IS NOT NULL), 0)
                AS answer_sum,
            count(*) FILTER (WHERE kind = 'review') AS reviews,
            count(*) FILTER (WHERE kind IN ('advice', 'comparison', 'brand_words')) AS advice
        FROM there WHERE kind <> 'purchase' OR minutes_theirs IS NOT NULL
            OR product_id IN (SELECT product_id FROM product_used WHERE rung IS NOT NULL)
        GROUP BY customer_no)
SELECT c.customer_no, contract_payments, contract_paid, contract_reference, contract_goods,
    contract_no_goods, contract_open, deliveries,
    c.late_days + coalesce(w.days, 0) AS late_days,
    coalesce(w.paid, 0) AS missing_paid, effort_rows, minutes_theirs,
    coalesce(m.messages, 0) AS messages, coalesce(m.unwanted, 0) AS unwanted, unsubscribes, complaints,
    requests, met, r.climbed AS rungs, answers, answer_sum, reviews, advice
FROM counted c
LEFT JOIN message m USING (customer_no)
LEFT JOIN missing w USING (customer_no)
LEFT JOIN rung r USING (customer_no)
