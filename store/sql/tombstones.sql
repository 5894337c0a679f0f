SELECT hash FROM tombstone ORDER BY hash
