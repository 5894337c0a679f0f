-- The batch has the newest word on what it changed.  Sums that were kept are of what was before.
INSERT INTO replacement SELECT {{batch}}, message_id FROM import_changed;
DELETE FROM summary_made
