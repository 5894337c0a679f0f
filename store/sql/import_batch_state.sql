UPDATE import_batch SET state = $2 WHERE batch = $1
