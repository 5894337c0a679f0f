-- What a channel cost in a month: who it is shared among is worked out in spend_share.sql.
SELECT row_no, channel, '' AS campaign, month AS day, 'month' AS span, amount, problem FROM ({{fields}}) AS f
