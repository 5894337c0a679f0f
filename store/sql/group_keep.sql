INSERT INTO group_expected (reckoning, name, customers, money, low, high) VALUES ($1, $2, $3, $4, $5, $6)
