SELECT count(*) FROM (SELECT 1 FROM exchange_used WHERE kind = 'message' LIMIT 1) AS any_message
