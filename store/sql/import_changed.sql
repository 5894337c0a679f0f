-- The messages that the store has and the file tells otherwise, or as cancelled: what the store has of
-- them makes room.  Refunds are left: a file tells the whole of what was given back, the store its steps.
-- What was left out of amounts (attributes) is no other content.
CREATE TEMP TABLE import_told AS
SELECT * EXCLUDE (batch, first_no, attributes) FROM exchange WHERE FALSE;
INSERT INTO import_told BY NAME
SELECT * EXCLUDE (copy) FROM (
    SELECT k.* EXCLUDE (problem, row_no, customer_id, currency, there, attributes)
            REPLACE (coalesce(k.customer_no, c.customer_no, -1) AS customer_no),
        row_number() OVER (PARTITION BY message_id ORDER BY k.rowid) AS copy
    FROM import_kept k
    LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
        ON c.customer_id = k.customer_id
    WHERE k.problem IS NULL AND k.message_id IS NOT NULL AND k.kind <> 'refund') AS numbered
WHERE copy = 1;
CREATE OR REPLACE TEMP TABLE import_changed AS
SELECT h.message_id
FROM (
    SELECT hash(*COLUMNS(*)) AS k1, hash(1, *COLUMNS(*)) AS k2, message_id FROM (
        SELECT * EXCLUDE (batch, first_no, attributes) REPLACE (coalesce(first_no, customer_no) AS customer_no)
        FROM exchange_used WHERE message_id IS NOT NULL) AS had) AS h
JOIN (SELECT hash(*COLUMNS(*)) AS k1, hash(1, *COLUMNS(*)) AS k2, message_id FROM import_told) AS t
    ON t.message_id = h.message_id
WHERE h.k1 <> t.k1 OR h.k2 <> t.k2
UNION
SELECT message_id FROM exchange_used
WHERE message_id IN (SELECT message_id FROM import_kept WHERE problem IN ('cancelled', 'voided'));
DROP TABLE import_told;
INSERT INTO exchange_replaced BY NAME -- as whose it was: merges are applied when it comes back
SELECT * REPLACE (coalesce(first_no, customer_no) AS customer_no, NULL AS first_no)
FROM exchange_used WHERE message_id IN (SELECT message_id FROM import_changed);
DELETE FROM exchange_rich
WHERE message_id IN (SELECT message_id FROM import_changed)
    AND batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')
