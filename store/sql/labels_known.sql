-- Whether the shop says anything by which its customers could be grouped (label_*.sql).
SELECT CAST(
    EXISTS (SELECT 1 FROM profile WHERE channel IS NOT NULL OR region IS NOT NULL)
    OR EXISTS (SELECT 1 FROM exchange_rich WHERE kind = 'purchase' AND product_id IS NOT NULL) AS BIGINT)
