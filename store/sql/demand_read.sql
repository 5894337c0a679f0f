SELECT elasticity, low, high, CAST(used AS INTEGER) FROM demand_estimate WHERE elasticity IS NOT NULL
