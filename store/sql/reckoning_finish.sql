UPDATE reckoning SET model = $2, why_model = $3, verdict = $4, spend_model = $5, draws = $6,
    finished_at = CAST(now() AS TIMESTAMP)
WHERE reckoning = $1
