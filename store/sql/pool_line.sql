SELECT {{position}} AS position, realised, expected, expected_basis FROM ({{pool}}) AS pool
