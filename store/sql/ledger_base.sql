SELECT CAST(count(*) AS DOUBLE), CAST((sum(state.paid) + coalesce(max(c.paid), 0)) * 10000 AS DOUBLE),
    CAST(sum(purchases) AS DOUBLE),
    CAST(sum(assumed_references) AS DOUBLE) / greatest(sum(purchases), 1),
    CAST(sum(discounted_purchases) AS DOUBLE) / greatest(sum(purchases), 1),
    CAST(sum(off_ours + off_third_party) * 10000 AS DOUBLE),
    coalesce(max(c.requests), 0), coalesce(max(c.reviews), 0), coalesce(max(c.advice), 0)
FROM {{state}} AS state
CROSS JOIN (
    SELECT sum(contract_paid) AS paid, CAST(sum(requests) AS DOUBLE) AS requests,
        CAST(sum(reviews) AS DOUBLE) AS reviews, CAST(sum(advice) AS DOUBLE) AS advice
    FROM {{passed}} AS passed) AS c
