-- Days that the store has too: the rows are kept for a while, so that each can be marked as known.
CREATE OR REPLACE TABLE import_kept AS SELECT * FROM import_staged;
CREATE OR REPLACE TEMP VIEW import_staged AS SELECT * FROM import_kept;
