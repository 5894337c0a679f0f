DELETE FROM exchange_rich WHERE kind = 'cost' AND starts_with(message_id, 'spend ');
INSERT INTO exchange_rich BY NAME
SELECT batch, customer_no, day, 'cost' AS kind, 'acquisition' AS topic, channel, message_id, cost_to_us
FROM spend_next;
DELETE FROM summary_made
