-- What serving them cost: postage, handling, returns, support minutes.  Expected: per occasion and
-- per year while a customer, by the settings; without them, at the shop's own average per purchase.
WITH shop AS (
    SELECT max(CASE WHEN serving <> 0 OR minutes_ours <> 0 THEN 1 ELSE 0 END) AS measured,
        CASE WHEN sum(serving) <> 0
             THEN CAST(sum(serving) AS DOUBLE) / nullif(sum(purchases), 0) END AS per_purchase
    FROM {{everybody}})
SELECT customer_no,
    CASE WHEN measured = 1
         THEN CAST(round(-serving - CAST(minutes_ours * coalesce(minute_of_support, 0)
            AS DECIMAL(18,4)), 2) AS DECIMAL(18,4)) END AS realised,
    -discounted_occasions * coalesce(fulfilment_per_order, per_purchase)
        - discounted_years_alive * coalesce(care_per_year, 0) AS expected,
    -discounted_high * coalesce(fulfilment_per_order, per_purchase)
        - discounted_years_alive * coalesce(care_per_year, 0) AS low,
    -discounted_low * coalesce(fulfilment_per_order, per_purchase)
        - discounted_years_alive * coalesce(care_per_year, 0) AS high,
    CASE WHEN measured = 1 THEN 'measured' ELSE 'not_measured' END AS realised_basis,
    CASE WHEN per_purchase IS NOT NULL OR fulfilment_per_order IS NOT NULL THEN 'modelled'
         ELSE 'not_measured' END AS expected_basis
FROM {{state}} AS state CROSS JOIN assumption CROSS JOIN shop
