SELECT CAST(m.merge AS VARCHAR) || ': ' || a.customer_id || ' counts for ' || b.customer_id
    || CASE WHEN m.undone_at IS NOT NULL THEN ', taken back' ELSE '' END
FROM person_merge m JOIN customer a ON a.customer_no = m.from_no JOIN customer b ON b.customer_no = m.into_no
ORDER BY m.merge DESC LIMIT 100
