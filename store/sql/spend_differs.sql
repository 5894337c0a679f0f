-- How many shares are others than those kept.
WITH kept AS (
    SELECT batch, customer_no, day, channel, message_id, cost_to_us FROM exchange_rich
    WHERE kind = 'cost' AND starts_with(message_id, 'spend '))
SELECT count(*) FROM (
    (SELECT * FROM spend_next EXCEPT ALL SELECT * FROM kept)
    UNION ALL
    (SELECT * FROM kept EXCEPT ALL SELECT * FROM spend_next)) AS others
