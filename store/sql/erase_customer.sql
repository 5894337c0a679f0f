UPDATE customer SET customer_id = $2, source = '' WHERE customer_no = $1
