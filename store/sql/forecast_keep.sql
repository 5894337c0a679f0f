INSERT INTO forecast (reckoning, made_on, until_day, customer_no, measure, said, low, high)
VALUES ($1, $2, $3, NULL, $4, $5, $6, $7)
