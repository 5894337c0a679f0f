INSERT INTO check_result (reckoning, part, name, item, value, words) VALUES ($1, $2, $3, $4, $5, $6)
