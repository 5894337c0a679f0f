SELECT CAST(customer_no AS DOUBLE), CAST(x AS DOUBLE), CAST(last_day - first_day AS DOUBLE),
    CAST($1 - first_day AS DOUBLE), CAST(recent AS DOUBLE), CAST(first_day AS DOUBLE)
FROM summary_next
