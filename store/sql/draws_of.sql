-- The draws of one parameter, in their order.
SELECT value FROM reckoning_draw WHERE reckoning = $1 AND model = $2 AND name = $3 ORDER BY draw
