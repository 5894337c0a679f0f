-- The same exchange again?  By its message's id where it has one; else as many of identical rows as
-- the store has of them: identical rows are legal, so the second of two is known only when the store
-- has two.
UPDATE import_kept SET known = TRUE WHERE problem IS NULL AND row_no IN (
    WITH numbered AS (
        SELECT row_no, coalesce(s.customer_no, c.customer_no) AS who, s.day, s.occurred_at, s.kind,
            s.order_id, s.message_id, s.paid, s.reference, s.cost_to_us, s.body,
            row_number() OVER (PARTITION BY s.customer_no, s.customer_id, s.day, s.occurred_at,
                s.kind, s.order_id, s.message_id, s.paid, s.reference, s.cost_to_us, s.body
                ORDER BY row_no) AS copy
        FROM (SELECT * FROM import_kept WHERE problem IS NULL) s
        LEFT JOIN (SELECT * FROM customer WHERE customer_no >= 4611686018427387904) c
    ON c.customer_id = s.customer_id),
    have AS (
        SELECT customer_no, day, occurred_at, kind, order_id, message_id, paid, reference,
            cost_to_us, body, count(*) AS copies
        FROM exchange_used
        WHERE day BETWEEN (SELECT min(day) FROM import_kept) AND (SELECT max(day) FROM import_kept)
        GROUP BY ALL)
    SELECT n.row_no FROM numbered n JOIN have h
        ON h.customer_no = n.who AND h.day = n.day AND h.kind = n.kind
        AND h.occurred_at IS NOT DISTINCT FROM n.occurred_at
        AND h.order_id IS NOT DISTINCT FROM n.order_id
        AND h.message_id IS NOT DISTINCT FROM n.message_id
        AND h.paid IS NOT DISTINCT FROM n.paid
        AND h.reference IS NOT DISTINCT FROM n.reference
        AND h.cost_to_us IS NOT DISTINCT FROM n.cost_to_us
        AND h.body IS NOT DISTINCT FROM n.body
    WHERE n.copy <= h.copies)
