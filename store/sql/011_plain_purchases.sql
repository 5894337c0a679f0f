-- Most purchases are a customer, a day and an amount, at the price asked and nothing else.  They have
-- a narrow table: writing one costs a tenth of a row with room for all that may pass between people.
-- What reads exchanges reads the view of both.
DROP VIEW exchange_used;
ALTER TABLE exchange RENAME TO exchange_rich;
CREATE TABLE exchange_plain (
    batch BIGINT NOT NULL, customer_no BIGINT NOT NULL, day DATE NOT NULL, occurred_at TIMESTAMP,
    order_id VARCHAR, paid DECIMAL(18,4) NOT NULL, first_no BIGINT);
CREATE VIEW exchange AS
SELECT
    batch, customer_no, day, occurred_at, kind, order_id, message_id, list, reference, off_ours,
    off_third_party, paid, cost_of_goods, cost_to_us, worth_to_them, reference_basis, minutes_ours,
    minutes_theirs, days_late, score, scale_max, other_id, product_id, topic, channel, body,
    funded_by, answers_id, corrects_id, attributes, units, promised_at, delivered_at, scale_min,
    type1_probability, region, period, first_no
FROM exchange_rich
UNION ALL
SELECT
    batch, customer_no, day, occurred_at, 'purchase' AS kind, order_id,
    CAST(NULL AS VARCHAR) AS message_id, CAST(NULL AS DECIMAL(18,4)) AS list, paid AS reference,
    CAST(NULL AS DECIMAL(18,4)) AS off_ours, CAST(NULL AS DECIMAL(18,4)) AS off_third_party, paid,
    CAST(NULL AS DECIMAL(18,4)) AS cost_of_goods, CAST(NULL AS DECIMAL(18,4)) AS cost_to_us,
    CAST(NULL AS DECIMAL(18,4)) AS worth_to_them, 'measured' AS reference_basis,
    CAST(NULL AS DOUBLE) AS minutes_ours, CAST(NULL AS DOUBLE) AS minutes_theirs,
    CAST(NULL AS DOUBLE) AS days_late, CAST(NULL AS DOUBLE) AS score,
    CAST(NULL AS DOUBLE) AS scale_max, CAST(NULL AS VARCHAR) AS other_id,
    CAST(NULL AS VARCHAR) AS product_id, CAST(NULL AS VARCHAR) AS topic,
    CAST(NULL AS VARCHAR) AS channel, CAST(NULL AS VARCHAR) AS body,
    CAST(NULL AS VARCHAR) AS funded_by, CAST(NULL AS VARCHAR) AS answers_id,
    CAST(NULL AS VARCHAR) AS corrects_id, CAST(NULL AS VARCHAR) AS attributes,
    CAST(NULL AS DOUBLE) AS units, CAST(NULL AS TIMESTAMP) AS promised_at,
    CAST(NULL AS TIMESTAMP) AS delivered_at, CAST(NULL AS DOUBLE) AS scale_min,
    CAST(NULL AS DOUBLE) AS type1_probability, CAST(NULL AS VARCHAR) AS region,
    CAST(NULL AS VARCHAR) AS period, first_no
FROM exchange_plain;
CREATE VIEW exchange_used AS
    SELECT * FROM exchange
    WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn');
