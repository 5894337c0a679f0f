UPDATE meta SET value = CAST($1 AS VARCHAR) WHERE key = 'schema'
