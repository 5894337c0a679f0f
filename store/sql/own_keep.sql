-- One part of the file.  Ids that are whole numbers as such are their own customer number.
INSERT INTO import_kept BY NAME
SELECT *, FALSE AS known, {{part}} AS part FROM ({{rows}}) AS found;
UPDATE import_kept SET customer_no = TRY_CAST(customer_id AS BIGINT)
WHERE length(customer_id) < 19 AND regexp_full_match(customer_id, '0|[1-9]\d*') AND part = {{part}};
UPDATE import_kept SET customer_no = c.customer_no
FROM (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
WHERE import_kept.customer_no IS NULL AND c.customer_id = import_kept.customer_id;
