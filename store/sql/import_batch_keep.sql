INSERT INTO import_batch VALUES ($1, $2, $3, $4, $5, CAST(now() AS TIMESTAMP), $6, $7, $8, $9, 'used')
