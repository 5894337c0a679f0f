SELECT coalesce(max(reckoning), 0) + 1 FROM reckoning
