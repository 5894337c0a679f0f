DELETE FROM replacement WHERE message_id IN (
    SELECT message_id FROM exchange_replaced WHERE customer_no = $1
        OR customer_no IN (SELECT from_no FROM person_merged WHERE into_no = $1))
