INSERT INTO setting VALUES ($1, $2, $3, $4, $5, CAST(now() AS TIMESTAMP))
