(SELECT * FROM import_events WHERE good AND event IN ({{events}}))
