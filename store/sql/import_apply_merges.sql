-- What came for customers that were merged counts for the person they are.
UPDATE exchange SET first_no = customer_no, customer_no = m.into_no
FROM person_merged m WHERE m.from_no = exchange.customer_no AND exchange.batch = {{batch}}
