-- An exchange that the store has already is known.  One that says otherwise of the same thing -- the
-- same id, or another amount for the same product of an order -- is set aside with its whole row.
UPDATE import_kept SET known = TRUE
FROM exchange_used h
WHERE import_kept.problem IS NULL AND part = {{part}}
    AND h.customer_no = import_kept.customer_no AND h.day = import_kept.day
    AND h.kind = import_kept.kind
    AND h.occurred_at IS NOT DISTINCT FROM import_kept.occurred_at
    AND h.order_id IS NOT DISTINCT FROM import_kept.order_id
    AND h.product_id IS NOT DISTINCT FROM import_kept.product_id
    AND h.message_id IS NOT DISTINCT FROM import_kept.message_id
    AND h.answers_id IS NOT DISTINCT FROM import_kept.answers_id
    AND h.other_id IS NOT DISTINCT FROM import_kept.other_id
    AND h.paid IS NOT DISTINCT FROM import_kept.paid
    AND h.reference IS NOT DISTINCT FROM import_kept.reference
    AND h.off_third_party IS NOT DISTINCT FROM import_kept.off_third_party
    AND h.cost_to_us IS NOT DISTINCT FROM import_kept.cost_to_us
    AND h.worth_to_them IS NOT DISTINCT FROM import_kept.worth_to_them
    AND h.minutes_theirs IS NOT DISTINCT FROM import_kept.minutes_theirs
    AND h.delivered_at IS NOT DISTINCT FROM import_kept.delivered_at
    AND h.score IS NOT DISTINCT FROM import_kept.score
    AND h.topic IS NOT DISTINCT FROM import_kept.topic
    AND h.channel IS NOT DISTINCT FROM import_kept.channel
    AND h.body IS NOT DISTINCT FROM import_kept.body;
UPDATE import_kept SET problem = other.problem
FROM (
    SELECT k.row_no, 'known already, and says otherwise here: withdraw import '
        || CAST(max(h.batch) AS VARCHAR) || ' to bring it anew' AS problem
    FROM import_kept k JOIN exchange_used h ON h.kind = k.kind AND h.message_id = k.message_id
    WHERE k.problem IS NULL AND NOT k.known AND k.part = {{part}}
    GROUP BY k.row_no) AS other
WHERE import_kept.row_no = other.row_no AND import_kept.part = {{part}};
