-- The turn of each customer's name; $1: of a name that is not among the most frequent.
SELECT r.customer_no, CAST(least(n.turn, $1) AS BIGINT) AS turn
FROM label_row r JOIN label_name n ON n.name = r.{{kind}}
