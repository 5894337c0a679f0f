-- One customer's state made again: the flow from the exchanges, the occasions from the draws.
SELECT f.*, c.p_alive, CAST({{occasions}} AS DOUBLE) AS discounted_occasions, c.discounted_low,
    c.discounted_high, c.discounted_years_alive, c.reference_per_occasion, c.off_ours_per_occasion,
    c.off_third_party_per_occasion, c.cost_of_goods_per_occasion, c.money_low, c.money_high,
    c.gift_cost_ahead, c.gift_worth_ahead, c.new_payments_ahead, c.unwanted_ahead
FROM ({{flow}}) AS f JOIN customer_state c USING (customer_no)
