-- What is shown of a customer: every table that has rows of one, exchanges as the one thing they are.
SELECT DISTINCT CASE WHEN table_name IN ('exchange_rich', 'exchange_plain') THEN 'exchange'
    ELSE table_name END AS name
FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE column_name = 'customer_no' AND table_type = 'BASE TABLE' AND table_schema = 'main'
ORDER BY name <> 'customer', name
