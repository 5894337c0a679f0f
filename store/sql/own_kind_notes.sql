-- What was written down by hand.  What is taken off apart from its order makes the price asked that much
-- higher.  A correction says what it corrects, which is there; with an amount, what is right: kept as the
-- difference, on the day of what it corrects, so that both stay on record and sums are right.
WITH read AS (
    SELECT *, lower(kind) AS of_kind, lower(coalesce(funded_by, 'us')) AS payer FROM ({{fields}}) AS f),
theirs AS (
    SELECT DISTINCT c.customer_id, x.id FROM (
        SELECT customer_no, order_id AS id FROM exchange_used WHERE order_id IS NOT NULL
        UNION SELECT customer_no, message_id FROM exchange_used WHERE message_id IS NOT NULL) AS x
    JOIN customer c ON c.customer_no = x.customer_no),
-- what stands so far under the name that is corrected, former corrections included
wrong AS (
    SELECT r.row_no, r.corrects_id, lower(r.changes) AS changes, max(x.day) AS day,
        max(x.order_id) AS order_id, count(x.worth_to_them) > 0 AS is_gift,
        CASE lower(r.changes)
            WHEN 'paid' THEN sum(x.paid)
            WHEN 'off' THEN sum(x.off_ours)
            WHEN 'worth' THEN sum(x.worth_to_them)
            WHEN 'cost' THEN sum(x.cost_to_us)
            WHEN 'minutes' THEN CAST(sum(CAST(x.minutes_theirs AS DECIMAL(18,4))) AS DECIMAL(18,4))
            WHEN 'days_late' THEN CAST(sum(CAST(CASE WHEN x.kind = 'correction' THEN x.days_late
                WHEN x.kind = 'delivery' THEN greatest(coalesce(x.days_late,
                    CAST(x.delivered_at AS DATE) - CAST(x.promised_at AS DATE)), 0) END
                AS DECIMAL(18,4))) AS DECIMAL(18,4)) END AS so_far,
        row_number() OVER (PARTITION BY r.customer_id, r.corrects_id, lower(r.changes) ORDER BY r.row_no)
            AS again
    FROM read r
    JOIN customer c ON c.customer_id = r.customer_id
    JOIN exchange_used x ON x.customer_no = c.customer_no
        AND (x.order_id = r.corrects_id OR x.message_id = r.corrects_id OR x.corrects_id = r.corrects_id)
    WHERE r.of_kind = 'correction' AND r.amount IS NOT NULL
    GROUP BY r.row_no, r.customer_id, r.corrects_id, lower(r.changes))
SELECT r.row_no, r.customer_id, coalesce(w.day, r.at_day) AS day, r.at_time AS occurred_at,
    r.of_kind AS kind, coalesce(r.order_id, w.order_id) AS order_id,
    CASE WHEN w.changes = 'paid' THEN r.amount - w.so_far END AS paid,
    CASE WHEN w.changes IN ('paid', 'off') THEN r.amount - w.so_far END AS reference,
    CASE WHEN r.of_kind = 'discount' AND payer = 'us' THEN r.amount
         WHEN w.changes = 'off' THEN r.amount - w.so_far END AS off_ours,
    CASE WHEN r.of_kind = 'discount' AND payer <> 'us' THEN r.amount END AS off_third_party,
    CASE WHEN r.of_kind NOT IN ('discount', 'correction') THEN r.amount
         WHEN w.changes = 'cost' THEN r.amount - w.so_far END AS cost_to_us,
    CASE WHEN w.changes = 'worth' THEN r.amount - w.so_far
         WHEN w.changes = 'cost' AND w.is_gift THEN 0 END AS worth_to_them,
    CASE WHEN w.changes = 'minutes' THEN CAST(r.amount - w.so_far AS DOUBLE) END AS minutes_theirs,
    CASE WHEN w.changes = 'days_late' THEN CAST(r.amount - w.so_far AS DOUBLE) END AS days_late,
    CASE WHEN r.of_kind = 'discount' THEN payer END AS funded_by,
    CASE WHEN w.so_far IS NOT NULL THEN w.changes || ': ' || CAST(CAST(r.amount AS DECIMAL(18,2)) AS VARCHAR)
        || ', not ' || CAST(CAST(w.so_far AS DECIMAL(18,2)) AS VARCHAR) ELSE r.topic END AS topic,
    r.words AS body, r.answers_id, r.corrects_id,
    CASE WHEN r.problem IS NOT NULL THEN r.problem
         WHEN of_kind NOT IN ('note', 'reply', 'discount', 'cost', 'correction')
         THEN 'kind is none of note, reply, discount, cost, correction'
         WHEN of_kind IN ('discount', 'cost') AND r.amount IS NULL THEN 'no amount'
         WHEN r.changes IS NOT NULL AND lower(r.changes) NOT IN
             ('paid', 'off', 'worth', 'cost', 'minutes', 'days_late')
         THEN 'changes is none of paid, off, worth, cost, minutes, days_late'
         WHEN of_kind = 'correction' AND (r.amount IS NULL) <> (r.changes IS NULL)
         THEN 'a correction says what changes, and what is right as amount: both or neither'
         WHEN payer NOT IN ('us', 'third_party') THEN 'funded_by is neither us nor third_party'
         WHEN of_kind = 'correction' AND r.corrects_id IS NULL THEN 'no corrects_id'
         WHEN r.answers_id IS NOT NULL AND a.id IS NULL THEN 'what it answers is not there'
         WHEN r.corrects_id NOT IN ({{lines}}) AND x.id IS NULL THEN 'what it corrects is not there'
         WHEN r.corrects_id IN ({{lines}}) AND r.amount IS NOT NULL AND w.row_no IS NULL
         THEN 'an amount corrects an order or another thing by its name, not a line of the ledger'
         WHEN of_kind = 'correction' AND r.amount IS NOT NULL AND w.so_far IS NULL
         THEN 'what it corrects has no such amount'
         WHEN w.again > 1 THEN 'corrected twice in one file'
         WHEN w.so_far = r.amount THEN 'that is what stands already'
         END AS problem
FROM read r
LEFT JOIN theirs a ON a.customer_id = r.customer_id AND a.id = r.answers_id
LEFT JOIN wrong w ON w.row_no = r.row_no
LEFT JOIN theirs x ON x.customer_id = r.customer_id AND x.id = r.corrects_id
