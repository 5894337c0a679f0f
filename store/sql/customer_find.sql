-- The person a customer is: where customers were merged, the one they were merged into.  E-mail addresses
-- are kept in small letters, however they are written.
SELECT coalesce(m.into_no, c.customer_no)
FROM customer c LEFT JOIN person_merged m ON m.from_no = c.customer_no
WHERE c.customer_id = CASE WHEN contains($1, '@') THEN lower($1) ELSE $1 END
