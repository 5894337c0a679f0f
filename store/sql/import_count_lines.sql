SELECT count(*) FROM {{source}} AS lines
