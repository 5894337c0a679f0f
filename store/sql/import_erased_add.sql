INSERT INTO import_erased VALUES ($1)
