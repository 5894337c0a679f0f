-- Olist's orders: when each was promised and when it came.  Who a customer of an order is, Olist's
-- customers say: import that file first.
SELECT o.row_no, coalesce(p.customer_id, o.customer) AS customer_id, CAST(o.placed AS DATE) AS day,
    CAST(o.placed AT TIME ZONE {{timezone}} AT TIME ZONE 'UTC' AS TIMESTAMP) AS occurred_at,
    'delivery' AS kind, o.order_no AS order_id, 'olist order ' || o.order_no AS message_id,
    o.promised AS promised_at, o.delivered AS delivered_at,
    CASE WHEN o.state = 'canceled' OR o.state = 'unavailable' THEN o.state
         WHEN o.order_no IS NULL AND NOT o.is_header THEN 'no order'
         ELSE import_problem(o.is_header, o.customer, o.placed, 0) END AS problem
FROM (
    SELECT row_no, is_header, import_text(order_id) AS order_no, import_text(customer_id) AS customer,
        lower(order_status) AS state, TRY_CAST(order_purchase_timestamp AS TIMESTAMP) AS placed,
        TRY_CAST(order_estimated_delivery_date AS TIMESTAMP) AS promised,
        TRY_CAST(order_delivered_customer_date AS TIMESTAMP) AS delivered
    FROM {{source}}) AS o
LEFT JOIN (SELECT DISTINCT value, customer_id FROM person_id WHERE system = 'olist') p ON p.value = o.customer
