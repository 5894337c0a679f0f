SELECT coalesce(max(merge), 0) + 1 FROM person_merge
