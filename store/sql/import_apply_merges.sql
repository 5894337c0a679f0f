-- What came for customers that were merged counts for the person they are.
UPDATE exchange_rich SET first_no = customer_no, customer_no = m.into_no
FROM person_merged m WHERE m.from_no = exchange_rich.customer_no AND exchange_rich.batch = {{batch}};
UPDATE exchange_plain SET first_no = customer_no, customer_no = m.into_no
FROM person_merged m WHERE m.from_no = exchange_plain.customer_no AND exchange_plain.batch = {{batch}}
