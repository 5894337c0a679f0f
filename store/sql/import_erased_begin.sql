CREATE OR REPLACE TEMP TABLE import_erased (customer_id VARCHAR)
