-- What is known of a person already is not kept twice.  The newest word counts, but of ids: one may have
-- several.
CREATE TABLE import_new AS
SELECT DISTINCT k.* REPLACE (CAST(NULL AS BIGINT) AS row_no) FROM import_kept k
LEFT JOIN customer c ON c.customer_id = k.customer_id OR c.customer_no = k.customer_no
LEFT JOIN (
    SELECT customer_no, system, what, name, value FROM person_detail_used
    QUALIFY row_number() OVER (PARTITION BY customer_no, system, what, name,
        CASE WHEN what = 'id' THEN value END ORDER BY batch DESC) = 1) h
    ON h.customer_no = c.customer_no AND h.system = k.system AND h.what = k.what AND h.name = k.name
        AND h.value = k.value
WHERE k.problem IS NULL AND h.value IS NULL
UNION ALL
SELECT * FROM import_kept WHERE problem IS NOT NULL;
DROP TABLE import_kept;
ALTER TABLE import_new RENAME TO import_kept
