SELECT customer_no FROM customer WHERE customer_id = $1
