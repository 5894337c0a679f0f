-- What reckoning $1 said of some customers, until day $2 (days since 1970-01-01).
SELECT CAST(customer_no AS DOUBLE) AS customer_no, said, low, high FROM forecast
WHERE reckoning = $1 AND until_day - DATE '1970-01-01' = $2 AND customer_no IS NOT NULL
    AND measure = 'buying_days'
ORDER BY customer_no
