-- A cost of winning or of sending them stays one: nothing in its words is theirs.
UPDATE exchange_rich SET body = NULL, attributes = NULL, topic = CASE WHEN kind = 'cost' AND topic IN ('acquisition', 'shipping') THEN topic END,
    message_id = CASE WHEN kind = 'cost' AND starts_with(message_id, 'spend ') THEN message_id END, other_id = NULL,
    region = NULL, customer_no = CAST($1 AS BIGINT), first_no = NULL
WHERE customer_no = $1
