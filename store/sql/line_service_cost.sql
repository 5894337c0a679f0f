-- What serving them cost: postage, handling, returns, support minutes.  Expected: per occasion and
-- per year while a customer, by the settings; without them, at the shop's own average per purchase.
-- The minutes of support are in the care of a year, where that was said.
WITH served AS (
    SELECT max(CASE WHEN serving <> 0 OR minutes_ours <> 0 THEN 1 ELSE 0 END) AS measured,
        CASE WHEN sum(serving) <> 0
             THEN CAST(sum(serving) AS DOUBLE) / nullif(sum(purchases), 0) END AS serving_per_purchase,
        -- minutes are whole numbers or short decimals; summed as decimals, in any order the same
        CAST(sum(CAST(minutes_ours AS DECIMAL(18,4))) AS DOUBLE) / nullif(sum(purchases), 0)
            AS minutes_per_purchase
    FROM {{everybody}}),
     shop AS (
    SELECT measured, CASE WHEN coalesce(fulfilment_per_order, serving_per_purchase) IS NOT NULL
            OR minutes_per_purchase * minute_of_support > 0
        THEN coalesce(fulfilment_per_order, serving_per_purchase, 0)
            + CASE WHEN care_per_year IS NULL
                THEN coalesce(minutes_per_purchase * minute_of_support, 0) ELSE 0 END END AS per_purchase
    FROM served CROSS JOIN assumption)
SELECT customer_no,
    CASE WHEN measured = 1
         THEN CAST(round(-serving - CAST(minutes_ours * coalesce(minute_of_support, 0)
            AS DECIMAL(18,4)), 2) AS DECIMAL(18,4)) END AS realised,
    -discounted_occasions * per_purchase
        - discounted_years_alive * coalesce(care_per_year, 0) AS expected,
    -discounted_high * per_purchase
        - discounted_years_alive * coalesce(care_per_year, 0) AS low,
    -discounted_low * per_purchase
        - discounted_years_alive * coalesce(care_per_year, 0) AS high,
    CASE WHEN measured = 1 THEN 'measured' ELSE 'not_measured' END AS realised_basis,
    CASE WHEN per_purchase IS NOT NULL THEN 'modelled'
         ELSE 'not_measured' END AS expected_basis
FROM {{state}} AS state CROSS JOIN assumption CROSS JOIN shop
