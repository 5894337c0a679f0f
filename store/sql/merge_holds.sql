SELECT CASE WHEN undone_at IS NULL THEN 1 ELSE 0 END FROM person_merge WHERE merge = $1
