INSERT INTO other_score_next BY NAME
SELECT customer_no, discounted_referrals, late_days_per_occasion, minutes_theirs_per_occasion
FROM {{given}}
