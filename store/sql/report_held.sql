-- What the store holds, whether or not it was reckoned.
SELECT (SELECT CAST(count(*) AS DOUBLE) FROM customer) AS customers,
    (SELECT CAST(count(*) AS DOUBLE) FROM exchange_used WHERE kind = 'purchase') AS purchases
