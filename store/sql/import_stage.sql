-- The file's rows as exchanges.  Ids that are whole numbers as such (no sign, no leading zero, at most 18
-- digits) are their own customer number; other text is numbered later, from 2^62 on.  A time becomes a
-- local day of the shop; a day without time is local already.
CREATE OR REPLACE TEMP VIEW {{view}} AS
SELECT * EXCLUDE (customer_id, number, is_number, day, occurred_at, problem),
    CASE WHEN is_number THEN number END AS customer_no,
    CASE WHEN NOT is_number THEN customer_id END AS customer_id,
    day, occurred_at,
    CASE WHEN problem IS NULL AND day NOT BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'
         THEN 'the date is before 1900 or after 2199' ELSE problem END AS problem
FROM (
    SELECT * EXCLUDE (day),
        coalesce(number BETWEEN 0 AND 999999999999999999 AND CAST(number AS VARCHAR) = customer_id,
            FALSE) AS is_number,
        CASE WHEN day IS NOT NULL THEN day
             ELSE CAST((occurred_at AT TIME ZONE 'UTC') AT TIME ZONE {{timezone}} AS DATE) END AS day
    FROM (
        SELECT *, TRY_CAST(customer_id AS BIGINT) AS number FROM ({{rows}}) AS found
        UNION ALL BY NAME -- the columns that every step relies on are always there
        SELECT CAST(NULL AS BIGINT) AS number, CAST(NULL AS VARCHAR) AS message_id,
            CAST(NULL AS DECIMAL(18,4)) AS paid, CAST(NULL AS TIMESTAMP) AS occurred_at,
            CAST(NULL AS DATE) AS day,
            CAST(NULL AS VARCHAR) AS kind, CAST(NULL AS VARCHAR) AS attributes,
            CAST(NULL AS VARCHAR) AS currency,      -- of the amounts; NULL: the store's
            CAST(NULL AS DECIMAL(18,4)) AS there    -- what was paid, in that currency; NULL: in the store's
        WHERE FALSE) AS exchanges) AS numbered
