-- Everybody was read: the fresh summaries are all there are.
CREATE OR REPLACE TEMP VIEW summary_next AS SELECT * FROM summary_fresh
