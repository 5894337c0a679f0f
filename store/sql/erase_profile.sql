UPDATE profile SET region = NULL WHERE customer_no = $1
