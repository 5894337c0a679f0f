'by hand ' || strftime(CAST(now() AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f')
