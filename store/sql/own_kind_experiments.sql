SELECT row_no, customer_id, experiment, arm, at_day AS day, problem
FROM ({{fields}}) AS f
