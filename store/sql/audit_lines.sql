SELECT strftime(happened_at, '%Y-%m-%d %H:%M') || '  ' || who || '  ' || what || '  ' || subject || ': ' || words
FROM audit ORDER BY happened_at DESC LIMIT 1000
