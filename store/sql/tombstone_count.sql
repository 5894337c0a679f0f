SELECT count(*) FROM tombstone
