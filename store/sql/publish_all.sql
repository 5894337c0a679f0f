DROP TABLE summary;
ALTER TABLE summary_fresh RENAME TO summary;
DROP TABLE flow_rich;
ALTER TABLE flow_fresh RENAME TO flow_rich;
