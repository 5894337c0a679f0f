SELECT row_no, customer_id, at_day AS day, 'own' AS system, 'consent' AS what,
    lower(channel || ' ' || purpose) AS name, CASE WHEN agreed THEN 'yes' ELSE 'no' END AS value, problem
FROM ({{fields}}) AS f
