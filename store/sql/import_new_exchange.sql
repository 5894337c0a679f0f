-- What the store does not have yet: here the rows with a message's id and those set aside, then the
-- others, some days at a time, with import_new_days.sql.  A message with an id is known by it, whatever
-- the rest says; of several with one id the first counts.
CREATE TEMP VIEW import_good AS
SELECT k.* EXCLUDE (problem, row_no) REPLACE (coalesce(k.customer_no, c.customer_no) AS customer_no,
    CASE WHEN c.customer_no IS NULL THEN k.customer_id END AS customer_id),
    k.rowid AS place
FROM import_kept k
LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
    ON c.customer_id = k.customer_id
WHERE k.problem IS NULL;
CREATE TEMP VIEW import_had AS
SELECT * EXCLUDE (batch, first_no) REPLACE (coalesce(first_no, customer_no) AS customer_no), CAST(NULL AS VARCHAR) AS customer_id,
    CAST(NULL AS VARCHAR) AS currency, CAST(NULL AS DECIMAL(18,4)) AS there
FROM exchange_used
WHERE message_id IS NULL;
CREATE TEMP VIEW import_fresh AS -- with the columns of import_had, in their order and of their types
SELECT hash(*COLUMNS(* EXCLUDE (currency, there))) AS k1,
    hash(1, *COLUMNS(* EXCLUDE (currency, there))) AS k2, * FROM (
    SELECT * FROM import_had WHERE FALSE
    UNION ALL BY NAME
    SELECT * EXCLUDE (place) FROM import_good WHERE message_id IS NULL) AS aligned;
CREATE TABLE import_new AS
SELECT * EXCLUDE (k1, k2) FROM import_fresh WHERE FALSE
UNION ALL BY NAME
SELECT * EXCLUDE (place, copy) FROM (
    SELECT *, row_number() OVER (PARTITION BY message_id ORDER BY place) AS copy
    FROM import_good WHERE message_id IS NOT NULL) AS numbered
WHERE copy = 1
    AND message_id NOT IN (SELECT message_id FROM exchange_used WHERE message_id IS NOT NULL)
UNION ALL BY NAME
SELECT * FROM import_kept WHERE problem IS NOT NULL
