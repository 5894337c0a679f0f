SELECT referrals, age_sum, last_age, age, p_alive, CAST(count(*) AS DOUBLE) AS weight
FROM referral_history_next
GROUP BY referrals, age_sum, last_age, age, p_alive
ORDER BY referrals, age_sum, last_age, age, p_alive
