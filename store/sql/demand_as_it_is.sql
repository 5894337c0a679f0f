DROP TABLE IF EXISTS temp.demand_estimate
