SELECT count(*) FROM credit_link_next
