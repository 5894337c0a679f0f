SELECT row_no, campaign, channel, from_day, until_day, cost,
    CASE WHEN problem IS NULL AND until_day < from_day THEN 'it ends before it begins' ELSE problem END
        AS problem
FROM ({{fields}}) AS f
