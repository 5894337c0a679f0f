(SELECT * FROM customer_state WHERE customer_no IN (
    SELECT c.customer_no FROM customer c
    WHERE c.customer_id IN (SELECT customer_id FROM read_csv({{file}}))))
