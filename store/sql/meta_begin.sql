INSERT INTO meta VALUES ('currency', $1), ('timezone', $2), ('made_by', $3)
