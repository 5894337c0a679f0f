-- What the lines read of a customer: the state, what passed besides, and what is foreseen of it.
SELECT s.*,
    coalesce(p.contract_payments, 0) AS contract_payments,
    coalesce(p.contract_paid, 0) AS contract_paid,
    coalesce(p.contract_reference, 0) AS contract_reference,
    coalesce(p.contract_goods, 0) AS contract_goods,
    coalesce(p.contract_no_goods, 0) AS contract_no_goods,
    coalesce(p.contract_open, FALSE) AS contract_open,
    coalesce(p.deliveries, 0) AS deliveries, coalesce(p.late_days, 0) AS late_days,
    coalesce(p.missing_paid, 0) AS missing_paid, coalesce(p.effort_rows, 0) AS effort_rows,
    coalesce(p.minutes_theirs, 0) AS minutes_theirs, coalesce(p.messages, 0) AS messages,
    coalesce(p.unwanted, 0) AS unwanted, coalesce(p.requests, 0) AS requests,
    coalesce(p.met, 0) AS met, p.rungs, coalesce(p.answers, 0) AS answers,
    coalesce(p.answer_sum, 0) AS answer_sum, o.discounted_referrals,
    o.contract_stays, o.contract_stays_low, o.contract_stays_high,
    coalesce(o.late_days_per_occasion, a.shop_late_days) AS late_days_per_occasion,
    coalesce(o.minutes_theirs_per_occasion, a.shop_minutes_theirs) AS minutes_theirs_per_occasion
FROM {{state}} AS s
LEFT JOIN {{passed}} AS p USING (customer_no)
LEFT JOIN other_score o USING (customer_no)
CROSS JOIN assumption a
