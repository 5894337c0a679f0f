-- Empty tables for the summaries and sums to be made.
CREATE OR REPLACE TABLE summary_fresh AS SELECT * FROM summary WHERE FALSE;
CREATE OR REPLACE TABLE flow_fresh AS SELECT * FROM flow_rich WHERE FALSE;
