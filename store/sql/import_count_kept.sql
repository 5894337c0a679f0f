SELECT count(*) FROM exchange WHERE batch = $1
