DELETE FROM person_merge
WHERE into_no = $1 OR from_no IN (SELECT from_no FROM person_merged WHERE into_no = $1)
