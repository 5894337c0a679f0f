SELECT reckoning, as_of, horizon, rate, model, verdict, spend_model FROM reckoning
WHERE reckoning = (SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'current_reckoning')
