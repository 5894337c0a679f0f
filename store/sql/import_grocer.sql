-- The bundled grocer's baskets.  `received` is what the shop got, from the household and from the
-- makers; shelf_discount and coupon_match were given by the shop, maker_coupon by the makers.  The
-- file has no price history, so the reference is received + what the shop gave: assumed.
SELECT row_no, household_id AS customer_id, 'purchase' AS kind, basket_id AS order_id,
    TRY_CAST(purchased_at AS TIMESTAMP) AS occurred_at,
    CAST(NULL AS DATE) AS day,
    received_e + shelf_e + match_e AS reference,
    shelf_e + match_e AS off_ours,
    maker_e AS off_third_party,
    received_e - maker_e AS paid,
    'assumed' AS reference_basis,
    CASE WHEN coalesce(household_id, '') = '' THEN 'no household'
         WHEN TRY_CAST(purchased_at AS TIMESTAMP) IS NULL THEN 'purchased_at is no time'
         WHEN received_e IS NULL OR shelf_e IS NULL OR match_e IS NULL OR maker_e IS NULL
            THEN 'an amount is no number'
         WHEN maker_e > received_e THEN 'the coupon exceeds what was received' END AS problem
FROM (
    SELECT *, TRY_CAST(received AS DECIMAL(18,4)) AS received_e,
        TRY_CAST(shelf_discount AS DECIMAL(18,4)) AS shelf_e,
        TRY_CAST(coupon_match AS DECIMAL(18,4)) AS match_e,
        TRY_CAST(maker_coupon AS DECIMAL(18,4)) AS maker_e
    FROM {{source}}) AS baskets
