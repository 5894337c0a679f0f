SELECT count(*) FROM person_merged
