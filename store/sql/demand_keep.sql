INSERT INTO demand_estimate_next VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CAST($9 AS BOOLEAN), $10)
