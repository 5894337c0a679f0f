-- What was spent that is somebody's, and by how many; in ten-thousandths.
SELECT CAST(coalesce(sum(cost_to_us), 0) * 10000 AS DOUBLE), CAST(count(DISTINCT customer_no) AS DOUBLE)
FROM exchange_used WHERE kind = 'cost' AND starts_with(message_id, 'spend ')
