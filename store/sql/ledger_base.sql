SELECT CAST(count(*) AS DOUBLE), CAST(sum(paid) * 10000 AS DOUBLE), CAST(sum(purchases) AS DOUBLE),
    CAST(sum(assumed_references) AS DOUBLE) / greatest(sum(purchases), 1),
    CAST(sum(discounted_purchases) AS DOUBLE) / greatest(sum(purchases), 1)
FROM {{state}} AS state
