SELECT row_no, customer_id, joined_on_day AS joined_on, region, channel, problem
FROM ({{fields}}) AS f
