-- Who was brought by whom: an exchange of the one who was brought; other_id is who brought them.  A
-- referrer is known, and was there by then; nobody brings themselves, not in a circle either.
WITH RECURSIVE read AS (SELECT * FROM ({{fields}}) AS f),
there AS (
    SELECT c.customer_id, min(t.day) AS day FROM (
        SELECT customer_no, min(day) AS day FROM exchange_used WHERE kind <> 'cost' GROUP BY customer_no
        UNION ALL SELECT customer_no, joined_on FROM profile_used WHERE joined_on IS NOT NULL) AS t
    JOIN customer c ON c.customer_no = t.customer_no GROUP BY c.customer_id),
judged AS (
    SELECT r.*, CASE WHEN r.problem IS NOT NULL THEN r.problem
        WHEN r.referrer_id = r.customer_id THEN 'nobody brings themselves'
        WHEN t.day IS NULL THEN 'who brought them is not known here'
        WHEN t.day > r.at_day THEN 'who brought them was not there yet'
        WHEN r.type1_probability NOT BETWEEN 0 AND 1 THEN 'type1_probability is not between 0 and 1'
        END AS wrong
    FROM read r LEFT JOIN there t ON t.customer_id = r.referrer_id),
-- all links, of the store (row 0) and of this file
link AS (
    SELECT customer_id, referrer_id, at_day AS day, row_no FROM judged WHERE wrong IS NULL
    UNION
    SELECT c.customer_id, x.other_id, x.day, 0 FROM exchange_used x JOIN customer c USING (customer_no)
    WHERE x.kind = 'referral' AND x.other_id IS NOT NULL),
-- only who had brought somebody before being brought can close a circle: walk up from there
walk AS (
    SELECT j.row_no, j.customer_id, j.referrer_id AS above, j.at_day AS day FROM judged j
    WHERE j.wrong IS NULL AND EXISTS (
        SELECT 1 FROM link l WHERE l.referrer_id = j.customer_id
            AND (l.day < j.at_day OR (l.day = j.at_day AND l.row_no < j.row_no)))
    UNION
    SELECT w.row_no, w.customer_id, l.referrer_id, w.day FROM walk w JOIN link l
        ON l.customer_id = w.above AND (l.day < w.day OR (l.day = w.day AND l.row_no < w.row_no))
    WHERE w.above <> w.customer_id),
circle AS (SELECT DISTINCT row_no FROM walk WHERE above = customer_id)
SELECT j.row_no, j.customer_id, j.at_day AS day, j.at_time AS occurred_at, 'referral' AS kind,
    j.referrer_id AS other_id, j.type1_probability, j.code AS topic,
    CASE WHEN j.wrong IS NOT NULL THEN j.wrong
         WHEN c.row_no IS NOT NULL THEN 'it would close a circle: they brought, directly or not, who brought them'
         END AS problem
FROM judged j LEFT JOIN circle c ON c.row_no = j.row_no
