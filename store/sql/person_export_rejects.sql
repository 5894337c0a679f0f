SELECT CAST(to_json(r) AS VARCHAR) FROM reject r
WHERE EXISTS (SELECT 1 FROM customer c WHERE c.customer_no = $1
    AND contains(lower(r.content), '"' || lower(c.customer_id) || '"'))
