SELECT code_version, horizon_days, why_model FROM reckoning WHERE reckoning = $1
