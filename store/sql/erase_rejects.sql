UPDATE reject SET content = '' WHERE contains(lower(content), '"' || lower($1) || '"')
