SELECT customer_no, referrals, age_sum, last_age, age, p_alive FROM referral_history_next
