INSERT INTO other_score_next BY NAME
SELECT customer_no, r.discounted_referrals, p.contract_stays, p.contract_stays_low, p.contract_stays_high
FROM expected_referrals_next r FULL JOIN expected_payments_next p USING (customer_no)
