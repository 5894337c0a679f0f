SELECT row_no, product_id, coalesce(region, '') AS region, from_day, price,
    CASE WHEN problem IS NULL AND price = 0 THEN 'the product has no price' ELSE problem END AS problem
FROM ({{fields}}) AS f
