-- The estimate of how demand follows the price as it would be at its {{end}}, in front of the store's
-- own.  (What is there from before goes first: it would be read in its place.)
DROP TABLE IF EXISTS temp.demand_estimate;
CREATE TEMP TABLE demand_estimate AS
SELECT * REPLACE ({{end}} AS elasticity) FROM main.demand_estimate
