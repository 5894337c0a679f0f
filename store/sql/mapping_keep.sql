INSERT INTO mapping (header, kind, mapping) VALUES ($1, $2, $3)
