-- A promise and its keeping.  A day early is kept; without the day it came it is a promise not kept
-- yet, and a later file may bring that day.
SELECT row_no, customer_id, coalesce(delivered_on_day, promised_on_day) AS day,
    coalesce(delivered_on_time, CASE WHEN delivered_on_day IS NULL THEN promised_on_time END)
        AS occurred_at,
    'delivery' AS kind, order_id,
    coalesce(promised_on_time, CAST(promised_on_day AS TIMESTAMP)) AS promised_at,
    coalesce(delivered_on_time, CAST(delivered_on_day AS TIMESTAMP)) AS delivered_at,
    CASE WHEN delivered_on_day IS NOT NULL
         THEN CAST(greatest(delivered_on_day - promised_on_day, 0) AS DOUBLE) END AS days_late,
    carrier AS channel,
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN promised_on_day < ordered THEN 'promised for a day before the order'
         WHEN delivered_on_day < ordered THEN 'delivered before it was ordered' END AS problem
FROM ({{of_order}}) AS f
