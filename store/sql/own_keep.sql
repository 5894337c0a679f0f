-- One part of the file.  Ids that are whole numbers as such are their own customer number; of others, those
-- that the store has, have theirs.
INSERT INTO import_kept BY NAME
SELECT f.*, FALSE AS known, {{part}} AS part,
    coalesce(CASE WHEN length(f.customer_id) < 19 AND regexp_full_match(f.customer_id, '0|[1-9]\d*')
        THEN TRY_CAST(f.customer_id AS BIGINT) END, c.customer_no) AS customer_no
FROM (
    SELECT * FROM ({{rows}}) AS found
    UNION ALL BY NAME SELECT CAST(NULL AS VARCHAR) AS customer_id WHERE FALSE) AS f
LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
    ON c.customer_id = f.customer_id
