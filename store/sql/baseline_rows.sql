-- A customer's number comes in two halves: whole, it is more than a DOUBLE holds.
SELECT CAST(customer_no >> 32 AS DOUBLE), CAST(x AS DOUBLE), CAST(last_day - first_day AS DOUBLE),
    CAST($1 - first_day AS DOUBLE), CAST(recent AS DOUBLE), CAST(first_day AS DOUBLE),
    CAST(customer_no & 4294967295 AS DOUBLE)
FROM summary_next
