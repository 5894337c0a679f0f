SELECT row_no, product_id, coalesce(from_day, DATE '1900-01-01') AS from_day, unit_cost AS cost, problem
FROM ({{fields}}) AS f
