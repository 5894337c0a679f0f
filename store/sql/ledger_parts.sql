-- The customers at these levels of their numbers' order.
SELECT unnest(quantile_disc(customer_no, [{{levels}}])) FROM customer
