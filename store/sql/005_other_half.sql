-- What passed besides purchases, who is credited with whom, and how demand follows the price: made
-- by a reckoning, like summary and flow, and replaced with them.  Older stores fill them at their
-- next reckoning.

-- Made from exchange_used by passed.sql; every customer with an exchange.
CREATE TABLE passed (
    customer_no BIGINT NOT NULL,
    contract_payments BIGINT NOT NULL, contract_paid DECIMAL(18,4) NOT NULL,
    contract_reference DECIMAL(18,4) NOT NULL, contract_goods DECIMAL(18,4) NOT NULL,
    contract_no_goods DECIMAL(18,4) NOT NULL, -- reference of what has no cost in the files
    contract_open BOOLEAN NOT NULL,           -- begun and not ended
    deliveries BIGINT NOT NULL, late_days DECIMAL(18,4) NOT NULL,
    missing_paid DECIMAL(18,4) NOT NULL,      -- of orders that never came and were not paid back
    effort_rows BIGINT NOT NULL, minutes_theirs DECIMAL(18,4) NOT NULL,
    messages BIGINT NOT NULL, unwanted BIGINT NOT NULL, unsubscribes BIGINT NOT NULL,
    complaints BIGINT NOT NULL,
    requests BIGINT NOT NULL, met BIGINT NOT NULL,
    rungs BIGINT,                             -- climbed; NULL: no product has a rung
    answers BIGINT NOT NULL, answer_sum DECIMAL(18,4) NOT NULL, -- each answer as 0 to 100
    reviews BIGINT NOT NULL, advice BIGINT NOT NULL);

-- One row: what the shop's own history says where nobody made a setting.  NULL: it says nothing.
CREATE TABLE shop_measure (
    late_days_per_occasion DOUBLE, minutes_theirs_per_occasion DOUBLE, unwanted_per_year DOUBLE,
    cost_to_win DOUBLE, value_of_referred DOUBLE,
    satisfaction_mean DOUBLE, satisfaction_spread DOUBLE); -- of single answers, 0 to 100
INSERT INTO shop_measure (late_days_per_occasion) VALUES (NULL);

-- Shares of what payer brings; a payer without a row keeps all.
CREATE TABLE credit_share (payer BIGINT NOT NULL, to_no BIGINT NOT NULL, share DOUBLE NOT NULL);
-- Who brought whom, as far as it was used: pi, and this referrer's part of the bringing.
CREATE TABLE credit_link (
    customer_no BIGINT NOT NULL, referrer_no BIGINT NOT NULL, pi DOUBLE NOT NULL, part DOUBLE NOT NULL,
    day DATE NOT NULL);
CREATE TABLE credit_refused (
    customer_no BIGINT NOT NULL, referrer_no BIGINT, day DATE NOT NULL, reason VARCHAR NOT NULL);
-- What each customer's forecast adds to the score: NULL where the shop's own rate stands.
CREATE TABLE other_score (
    customer_no BIGINT NOT NULL, discounted_referrals DOUBLE, late_days_per_occasion DOUBLE,
    minutes_theirs_per_occasion DOUBLE,
    contract_stays DOUBLE, -- payments of the contract expected within the horizon, discounted
    contract_stays_low DOUBLE, contract_stays_high DOUBLE);

-- One row at most: the elasticity that prices which moved by themselves tell.
CREATE TABLE demand_estimate (
    elasticity DOUBLE, low DOUBLE, high DOUBLE, se DOUBLE, -- 80 of 100 times between low and high
    cells BIGINT NOT NULL, groups BIGINT NOT NULL, check_difference DOUBLE, check_se DOUBLE,
    used BOOLEAN NOT NULL, words VARCHAR NOT NULL);

-- The settings the lines rest on, one row; NULL where nobody said anything.
-- cs = consumer surplus per unit of money paid: constant elasticity e with nobody paying over k
-- times the price: (1 - k^-(e-1)) / (e - 1), ln k at e = 1.  A high elasticity is a low surplus.  An
-- estimated one reaches down to linear demand, 1 / (2 e): nobody tried prices far above.
CREATE OR REPLACE VIEW assumption AS
WITH said AS (
    SELECT
        max(likely) FILTER (WHERE key = 'margin') AS margin,
        max(low) FILTER (WHERE key = 'margin') AS margin_low,
        max(high) FILTER (WHERE key = 'margin') AS margin_high,
        max(likely) FILTER (WHERE key = 'elasticity') AS e_said,
        max(low) FILTER (WHERE key = 'elasticity') AS e_said_low,
        max(high) FILTER (WHERE key = 'elasticity') AS e_said_high,
        coalesce(max(likely) FILTER (WHERE key = 'choke_multiple'), 3) AS k,
        max(likely) FILTER (WHERE key = 'minute_of_support') AS minute_of_support,
        max(likely) FILTER (WHERE key = 'fulfilment_per_order') AS fulfilment_per_order,
        max(likely) FILTER (WHERE key = 'care_per_year') AS care_per_year,
        max(likely) FILTER (WHERE key = 'value_of_hour') AS value_of_hour,
        max(low) FILTER (WHERE key = 'value_of_hour') AS value_of_hour_low,
        max(high) FILTER (WHERE key = 'value_of_hour') AS value_of_hour_high,
        max(likely) FILTER (WHERE key = 'value_of_day_late') AS value_of_day_late,
        max(low) FILTER (WHERE key = 'value_of_day_late') AS value_of_day_late_low,
        max(high) FILTER (WHERE key = 'value_of_day_late') AS value_of_day_late_high,
        coalesce(max(likely) FILTER (WHERE key = 'seconds_per_message'), 5) AS seconds_per_message,
        coalesce(max(likely) FILTER (WHERE key = 'referral_pass_on'), 0.5) AS pass_on,
        coalesce(max(likely) FILTER (WHERE key = 'future_type1_probability'), 0.5) AS future_pi,
        coalesce(max(likely) FILTER (WHERE key = 'refer_after_leaving'), 0.5) AS refer_after,
        max(likely) FILTER (WHERE key = 'normal_cost_to_win') AS cost_to_win_said,
        max(likely) FILTER (WHERE key = 'value_of_referred') AS value_of_referred_said,
        coalesce(max(likely) FILTER (WHERE key = 'follow_chance'), 0) AS follow_chance,
        max(likely) FILTER (WHERE key = 'satisfaction_mean') AS satisfaction_mean_said,
        max(likely) FILTER (WHERE key = 'satisfaction_sd_between') AS sd_between_said,
        max(likely) FILTER (WHERE key = 'satisfaction_sd_answer') AS sd_answer_said,
        coalesce(max(likely) FILTER (WHERE key = 'answer_reliability'), 0.6) AS reliability,
        max(likely) FILTER (WHERE key = 'late_effect_first_half_year') AS late_effect_soon,
        max(likely) FILTER (WHERE key = 'late_effect_after') AS late_effect_after,
        coalesce(max(likely) FILTER (WHERE key = 'value_share_first_half_year'), 0.5) AS share_soon,
        max(likely) FILTER (WHERE key = 'repair_undoes') AS repair_undoes,
        max(likely) FILTER (WHERE key = 'our_share') AS our_share
    FROM setting),
     priced AS (
    SELECT said.*, m.*, d.elasticity IS NOT NULL AS estimated,
        coalesce(d.elasticity, e_said) AS e, coalesce(d.low, e_said_low) AS e_low,
        coalesce(d.high, e_said_high) AS e_high
    FROM said CROSS JOIN (SELECT * FROM shop_measure LIMIT 1) AS m
    LEFT JOIN (SELECT * FROM demand_estimate WHERE used LIMIT 1) AS d ON TRUE)
SELECT margin, margin_low, margin_high, minute_of_support, fulfilment_per_order, care_per_year,
    CASE WHEN abs(e - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e)) / (e - 1) END AS cs,
    CASE WHEN estimated THEN 1 / (2 * e_high)
         WHEN abs(e_high - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e_high)) / (e_high - 1) END
        AS cs_low,
    CASE WHEN abs(e_low - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e_low)) / (e_low - 1) END
        AS cs_high,
    CASE WHEN e IS NULL THEN 'not_measured' WHEN estimated THEN 'modelled' ELSE 'assumed' END
        AS cs_basis,
    e AS elasticity, value_of_hour, value_of_hour_low, value_of_hour_high, value_of_day_late,
    value_of_day_late_low, value_of_day_late_high, seconds_per_message, pass_on, future_pi, refer_after,
    coalesce(cost_to_win_said, cost_to_win, 0) AS normal_cost_to_win,
    coalesce(value_of_referred_said, value_of_referred) AS value_of_referred, follow_chance,
    late_days_per_occasion AS shop_late_days, minutes_theirs_per_occasion AS shop_minutes_theirs,
    unwanted_per_year,
    coalesce(satisfaction_mean_said, satisfaction_mean) AS satisfaction_mean,
    coalesce(power(sd_between_said, 2), reliability * power(satisfaction_spread, 2))
        AS satisfaction_var_between,
    coalesce(power(sd_answer_said, 2), (1 - reliability) * power(satisfaction_spread, 2))
        AS satisfaction_var_answer,
    late_effect_soon, late_effect_after, share_soon, repair_undoes, our_share
FROM priced;
UPDATE meta SET value = '0' WHERE key = 'current_reckoning';
