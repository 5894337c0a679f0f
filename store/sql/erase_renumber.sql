UPDATE {{table}} SET customer_no = $2 WHERE customer_no = $1
