UPDATE import_kept SET problem = 'erased: this person asked to be forgotten', customer_id = NULL
WHERE coalesce(customer_id, CAST(customer_no AS VARCHAR)) IN (
    SELECT customer_id FROM import_erased)
