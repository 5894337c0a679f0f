-- Both sides of everybody with a forecast, as expected, low and high, in the order of what is to us, and
-- each one's place in the order of what is to them.
SELECT us, us_low, us_high, them, them_low, them_high,
    CAST(row_number() OVER (ORDER BY them, customer_no) AS DOUBLE) AS them_place
FROM (
    SELECT customer_no,
        CAST(sum(CAST(expected AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_us}})) AS DOUBLE) AS us,
        CAST(sum(CAST(low AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_us}})) AS DOUBLE) AS us_low,
        CAST(sum(CAST(high AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_us}})) AS DOUBLE)
            AS us_high,
        CAST(sum(CAST(expected AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_them}})) AS DOUBLE)
            AS them,
        CAST(sum(CAST(low AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_them}})) AS DOUBLE)
            AS them_low,
        CAST(sum(CAST(high AS DECIMAL(18,4))) FILTER (WHERE position IN ({{to_them}})) AS DOUBLE)
            AS them_high
    FROM ({{lines}}) AS lines GROUP BY customer_no) AS sides
WHERE us IS NOT NULL AND them IS NOT NULL
ORDER BY us, customer_no
