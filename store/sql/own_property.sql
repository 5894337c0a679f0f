json_extract_string(properties, '$."{{property}}"')
