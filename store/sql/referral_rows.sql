-- Who brought whom up to the day {{as_of}}, oldest first: number, referrer (NULL: not known here), the
-- chance that they would not have come, by how many they were brought, the day, and whether the
-- referrer was there by then.  Several who brought one customer share the bringing; their chance is the
-- mean of what was said.
WITH first_day AS (
        SELECT customer_no, min(day) AS day FROM exchange_used
        WHERE customer_no IN (
            SELECT u.customer_no FROM exchange_used r JOIN customer u ON u.customer_id = r.other_id
            WHERE r.kind = 'referral')
        GROUP BY customer_no),
     row_of AS (
        SELECT r.customer_no, u.customer_no AS referrer_no, r.day, r.type1_probability,
            coalesce(f.day <= r.day, FALSE) AS there
        FROM (
            SELECT customer_no, other_id, day, type1_probability,
                row_number() OVER (PARTITION BY customer_no, other_id ORDER BY day) AS again
            FROM exchange_used
            WHERE kind = 'referral' AND other_id IS NOT NULL AND day <= {{as_of}}) AS r
        LEFT JOIN customer u ON u.customer_id = r.other_id
        LEFT JOIN first_day f ON f.customer_no = u.customer_no
        WHERE again = 1)
SELECT customer_no, referrer_no,
    coalesce(avg(CASE WHEN there THEN coalesce(type1_probability, {{future_pi}}) END)
        OVER (PARTITION BY customer_no), 0) AS pi,
    greatest(count(*) FILTER (WHERE there) OVER (PARTITION BY customer_no), 1) AS referrers,
    day, there
FROM row_of
ORDER BY day, customer_no, referrer_no
