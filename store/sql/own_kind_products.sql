SELECT row_no, product_id, name, category, rung, list, cost,
    CASE WHEN problem IS NULL AND list = 0 THEN 'the product has no price' ELSE problem END AS problem
FROM ({{fields}}) AS f
