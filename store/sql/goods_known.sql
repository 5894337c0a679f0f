-- 1 when files or a margin say what all goods cost, else 0.  Of who only bought at the price asked
-- nobody said it: the sums of flow_plain, without making them.
SELECT CAST(CASE WHEN (SELECT margin FROM assumption) IS NULL
        AND (EXISTS (SELECT 1 FROM flow_rich WHERE reference_no_goods <> 0)
            OR EXISTS (
                SELECT 1 FROM summary AS s
                WHERE first_paid_e4 + repeat_paid_e4 <> 0 AND NOT EXISTS (
                    SELECT 1 FROM flow_rich AS f WHERE f.customer_no = s.customer_no)))
    THEN 0 ELSE 1 END AS BIGINT)
