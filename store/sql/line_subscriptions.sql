-- As purchases, for contracts.  Expected: the payments a contract is foreseen to bring yet, at the
-- customer's own reference less goods a payment; and of those without one, contracts begun as others
-- did at such orders, at the shop's own average.
WITH shop AS (
        SELECT max(CASE WHEN contract_payments > 0 THEN 1 ELSE 0 END) AS measured,
            (CAST(sum(contract_reference) AS DOUBLE) - CAST(sum(contract_goods) AS DOUBLE)
                - coalesce((1 - max(margin)) * CAST(sum(contract_no_goods) AS DOUBLE), 0))
                / nullif(sum(contract_payments), 0) AS shop_per_payment
        FROM passed CROSS JOIN assumption),
     paid AS (
        SELECT customer_no, contract_no_goods, contract_stays, contract_stays_low, contract_stays_high,
            contract_open, margin, measured, shop_per_payment,
            CASE WHEN contract_payments = 0 THEN new_payments_ahead ELSE 0 END AS new_payments,
            contract_reference - contract_goods - coalesce((1 - margin) * contract_no_goods, 0)
                AS realised,
            (CAST(contract_reference - contract_goods AS DOUBLE)
                - coalesce((1 - margin) * CAST(contract_no_goods AS DOUBLE), 0))
                / nullif(contract_payments, 0) AS per_payment
        FROM {{state}} AS state CROSS JOIN assumption CROSS JOIN shop)
SELECT customer_no,
    CASE WHEN measured = 1 THEN CAST(round(realised, 2) AS DECIMAL(18,4)) END AS realised,
    CASE WHEN contract_open THEN contract_stays * per_payment
        WHEN measured = 1 THEN coalesce(new_payments * shop_per_payment, 0) END AS expected,
    CASE WHEN contract_open THEN contract_stays_low * per_payment WHEN measured = 1 THEN 0 END AS low,
    CASE WHEN contract_open THEN contract_stays_high * per_payment
        WHEN measured = 1 THEN coalesce(new_payments * shop_per_payment, 0) END AS high,
    CASE WHEN coalesce(measured, 0) = 0 THEN 'not_measured'
         WHEN contract_no_goods <> 0 AND margin IS NOT NULL THEN 'assumed' ELSE 'measured' END
        AS realised_basis,
    CASE WHEN coalesce(measured, 0) = 0 OR (contract_open AND contract_stays IS NULL)
         THEN 'not_measured'
         WHEN contract_no_goods <> 0 AND margin IS NOT NULL THEN 'assumed' ELSE 'modelled' END
        AS expected_basis
FROM paid
