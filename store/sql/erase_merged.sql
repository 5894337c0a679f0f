DELETE FROM person_merged WHERE into_no = $1
