-- Olist's reviews: one to five, about an order.  Whose order it is, the orders say: import them first.
SELECT r.row_no, c.customer_id, r.day, 'review' AS kind, r.order_no AS order_id,
    'olist review ' || r.review_no || ' ' || r.order_no AS message_id, r.score, CAST(1 AS DOUBLE) AS scale_min,
    CAST(5 AS DOUBLE) AS scale_max, r.body,
    CASE WHEN NOT r.is_header AND c.customer_id IS NULL
         THEN 'whose order this is, is not known: import the orders first'
         WHEN NOT r.is_header AND r.score IS NULL THEN 'the score is no number'
         ELSE import_problem(r.is_header, r.order_no, r.day, 0) END AS problem
FROM (
    SELECT row_no, is_header, import_text(review_id) AS review_no, import_text(order_id) AS order_no,
        TRY_CAST(review_score AS DOUBLE) AS score, CAST(TRY_CAST(review_creation_date AS TIMESTAMP) AS DATE) AS day,
        import_text(review_comment_message) AS body
    FROM {{source}}) AS r
LEFT JOIN (
    SELECT order_id, min(customer_no) AS customer_no
    FROM exchange_used WHERE kind = 'delivery' AND starts_with(message_id, 'olist ') GROUP BY order_id) o
    ON o.order_id = r.order_no
LEFT JOIN customer c ON c.customer_no = o.customer_no
