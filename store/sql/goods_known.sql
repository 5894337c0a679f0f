-- 1 when files or a margin say what all goods cost, else 0.
SELECT CAST(CASE WHEN (SELECT margin FROM assumption) IS NULL
        AND EXISTS (SELECT 1 FROM flow WHERE reference_no_goods <> 0) THEN 0 ELSE 1 END AS BIGINT)
