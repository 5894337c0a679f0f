-- Lines that have another number of fields than the header: the reader sets them aside itself.
SELECT count(DISTINCT line) FROM reject_errors
