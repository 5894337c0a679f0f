-- What was given back of an order belongs to whoever the order is of now.
UPDATE exchange_rich SET customer_no = owner.customer_no, first_no = owner.first_no
FROM (
    SELECT p.order_id, split_part(p.message_id, ' ', 1) AS system, min(p.customer_no) AS customer_no,
        min(p.first_no) AS first_no
    FROM exchange_used p
    WHERE p.kind = 'purchase' AND p.order_id IS NOT NULL
        AND p.message_id IN (SELECT message_id FROM replacement UNION SELECT message_id FROM exchange_replaced)
    GROUP BY p.order_id, system) AS owner
WHERE exchange_rich.kind = 'refund' AND exchange_rich.order_id = owner.order_id
    AND split_part(exchange_rich.message_id, ' ', 1) = owner.system
    AND exchange_rich.customer_no <> owner.customer_no
