-- Empty tables of the same shape as those a reckoning will replace.
CREATE OR REPLACE TABLE credit_share_next AS SELECT * FROM credit_share WHERE FALSE;
CREATE OR REPLACE TABLE credit_link_next AS SELECT * FROM credit_link WHERE FALSE;
CREATE OR REPLACE TABLE credit_refused_next AS SELECT * FROM credit_refused WHERE FALSE;
CREATE OR REPLACE TABLE other_score_next AS SELECT * FROM other_score WHERE FALSE;
CREATE OR REPLACE TABLE demand_estimate_next AS SELECT * FROM demand_estimate WHERE FALSE;
CREATE OR REPLACE TABLE expected_referrals_next (
    customer_no BIGINT NOT NULL, discounted_referrals DOUBLE NOT NULL);
CREATE OR REPLACE TABLE expected_payments_next (
    customer_no BIGINT NOT NULL, contract_stays DOUBLE NOT NULL, contract_stays_low DOUBLE NOT NULL,
    contract_stays_high DOUBLE NOT NULL);
