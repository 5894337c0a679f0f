-- What is new of a file whose rows are of several kinds: each row by its kind, a question and our reply by
-- the question.
SELECT what, CAST(count(*) AS BIGINT), CAST(sum(amount) * 10000 AS BIGINT) FROM (
    SELECT row_no, coalesce(min(kind) FILTER (WHERE kind <> 'reply'), 'reply') AS what,
        coalesce(sum(paid), 0) AS amount
    FROM import_kept WHERE problem IS NULL AND NOT known GROUP BY row_no) AS rows
GROUP BY what ORDER BY what <> 'purchase', what
