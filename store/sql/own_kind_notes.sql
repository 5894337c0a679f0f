-- What was written down by hand.  What is taken off apart from its order makes the price asked that much
-- higher; a correction says what it corrects, which is there: the sums stay until the shop mends them.
WITH read AS (
    SELECT *, lower(kind) AS of_kind, lower(coalesce(funded_by, 'us')) AS payer FROM ({{fields}}) AS f),
theirs AS (
    SELECT DISTINCT c.customer_id, x.id FROM (
        SELECT customer_no, order_id AS id FROM exchange_used WHERE order_id IS NOT NULL
        UNION SELECT customer_no, message_id FROM exchange_used WHERE message_id IS NOT NULL) AS x
    JOIN customer c ON c.customer_no = x.customer_no)
SELECT r.row_no, r.customer_id, r.at_day AS day, r.at_time AS occurred_at, r.of_kind AS kind, r.order_id,
    CASE WHEN r.of_kind = 'discount' AND payer = 'us' THEN r.amount END AS off_ours,
    CASE WHEN r.of_kind = 'discount' AND payer <> 'us' THEN r.amount END AS off_third_party,
    CASE WHEN r.of_kind <> 'discount' THEN r.amount END AS cost_to_us,
    CASE WHEN r.of_kind = 'discount' THEN payer END AS funded_by,
    r.topic, r.words AS body, r.answers_id, r.corrects_id,
    CASE WHEN r.problem IS NOT NULL THEN r.problem
         WHEN of_kind NOT IN ('note', 'reply', 'discount', 'cost', 'correction')
         THEN 'kind is none of note, reply, discount, cost, correction'
         WHEN of_kind IN ('discount', 'cost') AND r.amount IS NULL THEN 'no amount'
         WHEN of_kind = 'correction' AND r.amount IS NOT NULL THEN 'a correction has no amount'
         WHEN payer NOT IN ('us', 'third_party') THEN 'funded_by is neither us nor third_party'
         WHEN of_kind = 'correction' AND r.corrects_id IS NULL THEN 'no corrects_id'
         WHEN r.answers_id IS NOT NULL AND a.id IS NULL THEN 'what it answers is not there'
         WHEN r.corrects_id NOT IN ({{lines}}) AND x.id IS NULL THEN 'what it corrects is not there'
         END AS problem
FROM read r
LEFT JOIN theirs a ON a.customer_id = r.customer_id AND a.id = r.answers_id
LEFT JOIN theirs x ON x.customer_id = r.customer_id AND x.id = r.corrects_id
