-- The file's rows as exchanges, in a table of the store so that many rows compress and spill.  Ids
-- that are whole numbers as such are their own customer number; other text is numbered later, from
-- 2^62 on.  A time becomes a local day of the shop; a day without time is local already.
CREATE OR REPLACE TABLE import_staged AS
SELECT * EXCLUDE (customer_id, day, occurred_at, problem),
    CASE WHEN regexp_full_match(customer_id, '0|[1-9][0-9]{0,17}')
         THEN CAST(customer_id AS BIGINT) END AS customer_no,
    CASE WHEN regexp_full_match(customer_id, '0|[1-9][0-9]{0,17}') THEN NULL ELSE customer_id END
        AS customer_id,
    coalesce(day, CAST((occurred_at AT TIME ZONE 'UTC') AT TIME ZONE {{timezone}} AS DATE)) AS day,
    occurred_at,
    CASE WHEN problem IS NULL AND coalesce(day, CAST(occurred_at AS DATE))
            NOT BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'
         THEN 'the date is before 1900 or after 2199' ELSE problem END AS problem,
    FALSE AS known
FROM (
    SELECT * FROM ({{rows}}) AS found
    UNION ALL BY NAME -- the columns by which an exchange is known again are always there
    SELECT CAST(NULL AS VARCHAR) AS order_id, CAST(NULL AS VARCHAR) AS message_id,
        CAST(NULL AS DECIMAL(18,4)) AS paid, CAST(NULL AS DECIMAL(18,4)) AS reference,
        CAST(NULL AS DECIMAL(18,4)) AS cost_to_us, CAST(NULL AS VARCHAR) AS body,
        CAST(NULL AS TIMESTAMP) AS occurred_at, CAST(NULL AS DATE) AS day
    WHERE FALSE) AS exchanges
