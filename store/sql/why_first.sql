SELECT c.customer_id FROM customer_state s JOIN customer c USING (customer_no)
ORDER BY s.discounted_occasions IS NULL, s.off_ours + s.off_third_party + s.gift_worth DESC, c.customer_no
LIMIT 1
