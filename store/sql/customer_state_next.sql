CREATE OR REPLACE TABLE customer_state_next AS
{{state}}
