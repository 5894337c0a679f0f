-- What they buy: reference less the cost of goods.  Without a cost in the files and without a
-- margin, what the goods were sold for; the ledger says so.
SELECT customer_no,
    CAST(round(reference - goods - coalesce((1 - margin) * reference_no_goods, 0), 2) AS DECIMAL(18,4))
        AS realised,
    discounted_occasions * (reference_per_occasion - coalesce(cost_of_goods_per_occasion, 0)) AS expected,
    money_low * (reference_per_occasion - coalesce(cost_of_goods_per_occasion, 0)) AS low,
    money_high * (reference_per_occasion - coalesce(cost_of_goods_per_occasion, 0)) AS high,
    CASE WHEN assumed_references > 0 OR (reference_no_goods <> 0 AND margin IS NOT NULL)
         THEN 'assumed' ELSE 'measured' END AS realised_basis,
    CASE WHEN assumed_references > 0 OR (reference_no_goods <> 0 AND margin IS NOT NULL)
         THEN 'assumed' ELSE 'modelled' END AS expected_basis
FROM {{state}} AS state CROSS JOIN assumption
