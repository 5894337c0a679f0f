SELECT position, CAST(realised AS DECIMAL(18,4)), expected, low, high, realised_basis, expected_basis
FROM ({{lines}}) AS lines ORDER BY position
