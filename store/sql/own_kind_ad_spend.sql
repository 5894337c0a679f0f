-- What a channel cost on a day: who it is shared among is worked out in spend_share.sql.
SELECT row_no, channel, coalesce(campaign, '') AS campaign, day_day AS day, 'day' AS span, spend AS amount, problem
FROM ({{fields}}) AS f
