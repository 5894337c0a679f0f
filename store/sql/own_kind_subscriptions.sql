-- A contract's payments: the price paid is the price.  Nothing is renewed or ended that never began.
WITH read AS (
    SELECT *, CASE WHEN lower(event) IN ('start', 'started', 'begin', 'begun') THEN 'subscription_start'
        WHEN lower(event) IN ('renew', 'renewed', 'renewal', 'payment') THEN 'subscription_renew'
        WHEN lower(event) IN ('end', 'ended', 'cancel', 'canceled', 'cancelled') THEN 'subscription_end'
        END AS kind
    FROM ({{rated}}) AS f),
begun AS (
    SELECT customer_id, min(day) AS day FROM (
        SELECT customer_id, at_day AS day FROM read WHERE kind = 'subscription_start' AND problem IS NULL
        UNION ALL
        SELECT c.customer_id, x.day FROM exchange_used x JOIN customer c USING (customer_no)
        WHERE x.kind = 'subscription_start') AS starts
    GROUP BY customer_id)
SELECT r.row_no, r.customer_id, r.at_day AS day, r.at_time AS occurred_at, r.kind,
    CASE WHEN r.kind <> 'subscription_end' OR r.amount > 0 THEN r.amount END AS paid,
    CASE WHEN r.kind <> 'subscription_end' OR r.amount > 0 THEN r.amount END AS reference,
    CASE WHEN r.amount IS NOT NULL THEN 'measured' END AS reference_basis,
    r.goods_cost AS cost_of_goods, lower(coalesce(r.period, 'month')) AS period,
    CASE WHEN r.problem IS NOT NULL THEN r.problem
         WHEN r.kind IS NULL THEN 'event is none of start, renew, end'
         WHEN r.kind <> 'subscription_end' AND r.amount IS NULL THEN 'no amount'
         WHEN b.day IS NULL OR b.day > r.at_day THEN 'there is no subscription yet' END AS problem
FROM read r LEFT JOIN begun b ON b.customer_id = r.customer_id
