-- A promise and its keeping.  A day early is kept; without the day it came it is a promise not kept
-- yet, and a later file may bring that day.
SELECT f.row_no, o.customer_id, coalesce(f.delivered_on_day, f.promised_on_day) AS day,
    coalesce(f.delivered_on_time, CASE WHEN f.delivered_on_day IS NULL THEN f.promised_on_time END)
        AS occurred_at,
    'delivery' AS kind, f.order_id,
    coalesce(f.promised_on_time, CAST(f.promised_on_day AS TIMESTAMP)) AS promised_at,
    coalesce(f.delivered_on_time, CAST(f.delivered_on_day AS TIMESTAMP)) AS delivered_at,
    CASE WHEN f.delivered_on_day IS NOT NULL
         THEN CAST(greatest(f.delivered_on_day - f.promised_on_day, 0) AS DOUBLE) END AS days_late,
    f.carrier AS channel,
    CASE WHEN f.problem IS NOT NULL THEN f.problem
         WHEN o.day IS NULL THEN 'there is no such order'
         WHEN o.of_two THEN 'the order is of two customers'
         WHEN f.promised_on_day < o.day THEN 'promised for a day before the order'
         WHEN f.delivered_on_day < o.day THEN 'delivered before it was ordered' END AS problem
FROM ({{fields}}) AS f LEFT JOIN ({{orders}}) AS o ON o.order_id = f.order_id
