-- Where each customer counts, by following the merges that hold to their end; a merge is always into
-- somebody who was not merged then, so there is no circle.
DELETE FROM person_merged;
INSERT INTO person_merged
WITH RECURSIVE follow AS (
    SELECT from_no, into_no, 1 AS step FROM person_merge WHERE undone_at IS NULL
    UNION ALL
    SELECT f.from_no, m.into_no, f.step + 1 FROM follow f
    JOIN person_merge m ON m.from_no = f.into_no AND m.undone_at IS NULL WHERE f.step < 100)
SELECT from_no, arg_max(into_no, step) FROM follow GROUP BY from_no;
UPDATE exchange_rich SET customer_no = first_no, first_no = NULL WHERE first_no IS NOT NULL;
UPDATE exchange_plain SET customer_no = first_no, first_no = NULL WHERE first_no IS NOT NULL;
UPDATE exchange_rich SET first_no = customer_no, customer_no = m.into_no
FROM person_merged m WHERE m.from_no = exchange_rich.customer_no;
UPDATE exchange_plain SET first_no = customer_no, customer_no = m.into_no
FROM person_merged m WHERE m.from_no = exchange_plain.customer_no
