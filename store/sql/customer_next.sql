SELECT coalesce((SELECT max(customer_no) FROM customer WHERE customer_no >= 4611686018427387904),
    4611686018427387903) + 1
