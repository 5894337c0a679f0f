-- The rows of a file on their way into {{table}}, in its shape.
CREATE TABLE import_kept AS
SELECT * FROM (
    SELECT CAST(NULL AS BIGINT) AS row_no, CAST(NULL AS VARCHAR) AS customer_id,
        CAST(NULL AS BIGINT) AS customer_no, CAST(NULL AS DATE) AS day,
        CAST(NULL AS VARCHAR) AS problem, FALSE AS known, 0 AS part
    UNION ALL BY NAME SELECT * EXCLUDE (batch) FROM {{table}}) AS shape
WHERE FALSE
