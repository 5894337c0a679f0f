-- As exchanges they are compared: at the price asked.
CREATE TABLE import_whole AS
SELECT *, paid AS reference, 'measured' AS reference_basis FROM import_kept;
DROP TABLE import_kept;
ALTER TABLE import_whole RENAME TO import_kept
