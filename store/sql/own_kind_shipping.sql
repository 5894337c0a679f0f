-- What sending an order cost us, parcel by parcel: serving its customer.
SELECT row_no, customer_id, coalesce(shipped_on_day, ordered) AS day, shipped_on_time AS occurred_at,
    'cost' AS kind, order_id, 'shipping' AS topic, carrier AS channel,
    'shipping ' || coalesce(order_id, '') || coalesce(' ' || parcel_id, '') AS message_id,
    shipping_cost AS cost_to_us,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN shipped_on_day < ordered THEN 'sent before it was ordered' END AS problem
FROM ({{of_order}}) AS f
