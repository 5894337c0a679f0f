-- The touched were read again: of the others the summaries that are kept.
CREATE OR REPLACE TEMP VIEW summary_next AS
SELECT s.* FROM summary AS s
WHERE NOT EXISTS (SELECT 1 FROM touched AS t WHERE t.customer_no = s.customer_no)
UNION ALL
SELECT * FROM summary_fresh
