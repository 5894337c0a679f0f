UPDATE exchange_plain SET first_no = NULL WHERE customer_no = $1
