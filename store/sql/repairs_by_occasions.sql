-- How often and how well mistakes were put right, by how many occasions customers had up to the day
-- {{as_of}}: occasions, repairs with something of worth to them, at our cost and at their worth.  One customer in $1 is read.  Who comes
-- often has more done for them an order than who stayed away after a few: so by what each came to, not by
-- the number of the order.  Numbers as in by_number.sql.
SELECT CAST(number AS DOUBLE), CAST(sum(occasions) AS DOUBLE), CAST(sum(repair_cost) AS DOUBLE),
    CAST(sum(repair_worth) AS DOUBLE)
FROM (
    SELECT CASE WHEN occasions <= 8 THEN occasions WHEN occasions <= 16 THEN 9
            WHEN occasions <= 32 THEN 10 ELSE 11 END AS number,
        occasions, coalesce(repair_cost, 0) AS repair_cost, coalesce(repair_worth, 0) AS repair_worth
    FROM (
        SELECT customer_no, count(*) AS occasions
        FROM (
            SELECT customer_no FROM exchange_used
            WHERE kind = 'purchase' AND day <= {{as_of}} AND customer_no % $1 = 0
            GROUP BY customer_no, day HAVING sum(paid) > 0) AS days
        GROUP BY customer_no) AS came
    LEFT JOIN (
        SELECT customer_no, sum(coalesce(cost_to_us, 0)) AS repair_cost,
            sum(worth_to_them) AS repair_worth
        FROM exchange_used
        WHERE kind = 'repair' AND worth_to_them IS NOT NULL AND day <= {{as_of}} AND customer_no % $1 = 0
        GROUP BY customer_no) AS repaired USING (customer_no)) AS each_one
GROUP BY number
ORDER BY number
