-- What most was paid for on a customer's first day; where files name no product, nothing.
SELECT b.customer_no, coalesce(p.name, b.product_id) AS product
FROM (
    SELECT customer_no, product_id,
        row_number() OVER (PARTITION BY customer_no ORDER BY paid DESC, product_id) AS place
    FROM (
        SELECT u.customer_no, u.product_id, sum(u.paid) AS paid
        FROM exchange_used u
        JOIN (
            SELECT customer_no, min(day) AS day FROM exchange_used
            WHERE kind = 'purchase' GROUP BY customer_no) f
            ON f.customer_no = u.customer_no AND f.day = u.day
        WHERE u.kind = 'purchase' AND u.product_id IS NOT NULL
        GROUP BY u.customer_no, u.product_id) AS bought) AS b
LEFT JOIN product_used p ON p.product_id = b.product_id
WHERE b.place = 1
