-- goodwill's own exchanges beside each other and beside what the store has: no more is given back of an
-- order than was paid for it, and a correction is of something that is there.  Rows that the store has
-- already count once.
CREATE TEMP VIEW import_moved AS
SELECT k.rowid AS place, k.order_id, k.kind, k.paid,
    EXISTS (SELECT 1 FROM exchange_used h WHERE h.order_id = k.order_id AND h.kind = k.kind AND h.day = k.day
        AND h.paid = k.paid AND h.product_id IS NOT DISTINCT FROM k.product_id) AS known
FROM import_kept k
WHERE k.problem IS NULL AND k.paid IS NOT NULL
    AND k.kind IN ('purchase', 'refund', 'subscription_start', 'subscription_renew')
    AND k.order_id IN (SELECT order_id FROM import_kept WHERE kind = 'refund' AND problem IS NULL);
UPDATE import_kept SET problem = wrong.problem
FROM (
    SELECT m.place, CASE WHEN o.bought IS NULL THEN 'there is no such order'
        ELSE 'more is given back than was paid' END AS problem
    FROM import_moved m JOIN (
        SELECT order_id, sum(paid) FILTER (WHERE kind <> 'refund') AS bought, sum(paid) AS rest
        FROM (
            SELECT order_id, kind, paid FROM import_moved WHERE NOT known
            UNION ALL
            SELECT order_id, kind, paid FROM exchange_used
            WHERE kind IN ('purchase', 'refund', 'subscription_start', 'subscription_renew')
                AND order_id IN (SELECT order_id FROM import_moved)) AS both_sides
        GROUP BY order_id) AS o ON o.order_id = m.order_id
    WHERE m.kind = 'refund' AND NOT m.known AND (o.bought IS NULL OR o.rest < 0)) AS wrong
WHERE import_kept.rowid = wrong.place;
DROP VIEW import_moved;
UPDATE import_kept SET problem = CASE WHEN corrects_id IS NULL THEN 'no corrects_id'
    ELSE 'what it corrects is not there' END
WHERE kind = 'correction' AND problem IS NULL AND (corrects_id IS NULL OR corrects_id NOT IN ({{lines}})
    AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT coalesce(k.customer_id, CAST(k.customer_no AS VARCHAR)) AS who, k.order_id, k.message_id
            FROM import_kept k WHERE k.problem IS NULL AND k.kind <> 'correction'
            UNION ALL
            SELECT c.customer_id, x.order_id, x.message_id
            FROM exchange_used x JOIN customer c ON c.customer_no = x.customer_no) AS there
        WHERE there.who = coalesce(import_kept.customer_id, CAST(import_kept.customer_no AS VARCHAR))
            AND (there.order_id = import_kept.corrects_id OR there.message_id = import_kept.corrects_id)));
