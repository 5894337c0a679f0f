SELECT count(*) FROM pg_timezone_names() WHERE name = $1
