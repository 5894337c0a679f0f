SELECT row_no, upper(currency) AS currency, from_day, CAST(rate AS DECIMAL(18,8)) AS rate,
    CASE WHEN problem IS NULL AND NOT regexp_full_match(upper(currency), '[A-Z]{3}') THEN 'no currency in three letters'
         WHEN problem IS NULL AND rate <= 0 THEN 'a currency is worth more than nothing' ELSE problem END AS problem
FROM ({{fields}}) AS f
