strftime(CAST(now() AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%fZ')
