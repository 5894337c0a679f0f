SELECT customer_no, {{position}} AS position, realised, expected, low, high, realised_basis,
    -- somebody without an order kept has no forecast, and so no basis for one
    CASE WHEN expected IS NULL AND expected_basis <> 'not_measured' THEN NULL ELSE expected_basis END
        AS expected_basis
FROM ({{line}}) AS line
