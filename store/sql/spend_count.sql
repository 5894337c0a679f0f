SELECT count(*) FROM spend
