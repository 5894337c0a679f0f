-- Empty tables of the same shape as the ones they will replace.
CREATE OR REPLACE TABLE summary_next AS SELECT * FROM summary WHERE FALSE;
CREATE OR REPLACE TABLE flow_next AS SELECT * FROM flow WHERE FALSE;
