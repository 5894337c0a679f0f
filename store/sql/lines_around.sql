-- Whose own lines a line of the credit or risk view reads: of the people in {{state}} themselves, of those
-- who pass something on to them, and of those they brought.
SELECT * FROM {{table}} AS everybody WHERE customer_no IN (
    SELECT customer_no FROM {{state}} AS state
    UNION
    SELECT payer FROM credit_share WHERE to_no IN (SELECT customer_no FROM {{state}} AS state)
    UNION
    SELECT customer_no FROM credit_link WHERE referrer_no IN (SELECT customer_no FROM {{state}} AS state))
