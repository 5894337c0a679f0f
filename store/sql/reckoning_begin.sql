-- A reckoning that has begun; without finished_at it is dead, and swept away at the next open.
INSERT INTO reckoning (reckoning, as_of, horizon_days, horizon, rate, model, why_model, verdict,
    spend_model, draws, seed, code_version, started_at)
VALUES ($1, $2, $3, $4, $5, '', '', '', '', 0, $6, $7, CAST(now() AS TIMESTAMP))
