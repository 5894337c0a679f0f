-- The file's rows as exchanges: a view, read anew each time, since reading costs a tenth of keeping.  Ids
-- that are whole numbers as such are their own customer number; other text is numbered later, from
-- 2^62 on.  A time becomes a local day of the shop; a day without time is local already.
CREATE OR REPLACE TEMP VIEW import_staged AS
SELECT * EXCLUDE (customer_id, day, occurred_at, problem),
    -- a number as such has no sign, no leading zero, and at most 18 digits
    CASE WHEN length(customer_id) < 19 AND NOT starts_with(customer_id, '+')
            AND (NOT starts_with(customer_id, '0') OR length(customer_id) = 1)
            AND TRY_CAST(customer_id AS BIGINT) >= 0
            AND length(CAST(TRY_CAST(customer_id AS BIGINT) AS VARCHAR)) = length(customer_id)
         THEN TRY_CAST(customer_id AS BIGINT) END AS customer_no,
    customer_id AS customer_id,
    CASE WHEN day IS NOT NULL THEN day
         ELSE CAST((occurred_at AT TIME ZONE 'UTC') AT TIME ZONE {{timezone}} AS DATE) END AS day,
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
