SELECT code_version, horizon_days FROM reckoning WHERE reckoning = $1
