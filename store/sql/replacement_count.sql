SELECT count(*) FROM replacement
