CREATE OR REPLACE VIEW customer_state AS
{{state}}
