-- The file, read once.  Rows are numbered only where one is set aside: numbering keeps the database
-- from reading on several threads.
CREATE TABLE import_kept AS SELECT * EXCLUDE (row_no) FROM import_staged
