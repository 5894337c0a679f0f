DELETE FROM customer WHERE customer_no IN (SELECT from_no FROM person_merged WHERE into_no = $1)
