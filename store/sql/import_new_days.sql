-- Rows without a message's id are known by their whole content, as multisets: identical rows are legal,
-- so the second of two is known only when the store has two.  Rows are told apart by 128 bits of hash,
-- which live as long as this step: no row is lost by chance.  Some days at a time, for memory: equal
-- rows are of one day.
CREATE OR REPLACE TEMP TABLE import_new_keys AS
SELECT k1, k2, CAST(sum(n) AS BIGINT) AS copies FROM (
    SELECT hash(*COLUMNS(* EXCLUDE (currency, there))) AS k1,
        hash(1, *COLUMNS(* EXCLUDE (currency, there))) AS k2, CAST(-1 AS BIGINT) AS n
    FROM import_had WHERE day > {{after}} AND day <= {{last}}
    UNION ALL
    SELECT k1, k2, CAST(1 AS BIGINT) FROM import_fresh
    WHERE day > {{after}} AND day <= {{last}}) AS keys
GROUP BY k1, k2 HAVING sum(n) > 0;
INSERT INTO import_new BY NAME
SELECT * EXCLUDE (k1, k2, copy, copies) FROM (
    SELECT f.*, n.copies, row_number() OVER (PARTITION BY f.k1, f.k2) AS copy
    FROM import_fresh f JOIN import_new_keys n ON n.k1 = f.k1 AND n.k2 = f.k2
    WHERE f.day > {{after}} AND f.day <= {{last}}) AS numbered
WHERE copy <= copies;
DROP TABLE import_new_keys
