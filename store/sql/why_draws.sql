SELECT draw, name, value FROM reckoning_draw WHERE reckoning = $1 AND model = $2 ORDER BY draw
