SELECT f.customer_no FROM flow AS f JOIN customer AS c ON c.customer_no = f.customer_no
ORDER BY c.customer_id LIMIT {{limit}}
