-- Every table that has rows of a customer.
SELECT table_name FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE column_name = 'customer_no' AND table_type = 'BASE TABLE' AND table_schema = 'main'
ORDER BY table_name <> 'customer', table_name
