UPDATE exchange_rich SET body = NULL, attributes = NULL, topic = NULL, message_id = NULL, other_id = NULL,
    region = NULL, customer_no = CAST($1 AS BIGINT), first_no = NULL
WHERE customer_no = $1
