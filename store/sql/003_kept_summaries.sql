-- What exchanges come to is kept from one reckoning to the next, and only the customers that
-- something happened to are read again.  Nobody's sums are written twice: of a customer who only
-- bought, at the price asked, the summary says everything.  The two sides of a customer are a view.
-- What was reckoned before is in the old shape: it is reckoned again.
DROP TABLE IF EXISTS customer_state;
DROP TABLE IF EXISTS customer_state_next;
DROP TABLE IF EXISTS summary_next;
DROP TABLE IF EXISTS flow_next;
DROP TABLE summary;
ALTER TABLE flow RENAME TO flow_rich;
DELETE FROM flow_rich;
UPDATE meta SET value = '0' WHERE key = 'current_reckoning';

CREATE TABLE summary (
    customer_no BIGINT NOT NULL, x BIGINT NOT NULL, first_day BIGINT NOT NULL,
    last_day BIGINT NOT NULL, first_paid_e4 BIGINT NOT NULL, repeat_paid_e4 BIGINT NOT NULL,
    recent BIGINT NOT NULL,      -- occasions in the last period of the check's length
    purchases BIGINT NOT NULL);  -- purchases and refunds read
-- What summary and flow_rich were made of, by which version; no row: make them all again.  Whoever
-- changes an exchange that is kept empties it.
CREATE TABLE summary_made (
    as_of BIGINT NOT NULL, recent_day BIGINT NOT NULL, newest_batch BIGINT NOT NULL,
    code_version VARCHAR NOT NULL);
CREATE TABLE summary_without (batch BIGINT NOT NULL); -- the batches withdrawn then

-- Those with nothing but purchases at the price asked: no refund, nothing taken off, no other cost.
CREATE VIEW flow_plain AS
SELECT customer_no, purchases, CAST(0 AS BIGINT) AS assumed_references,
    CAST(0 AS BIGINT) AS discounted_purchases, paid, paid AS reference,
    CAST(0 AS DECIMAL(18,4)) AS off_ours, CAST(0 AS DECIMAL(18,4)) AS off_third_party,
    CAST(0 AS DECIMAL(18,4)) AS goods, paid AS reference_no_goods,
    CAST(0 AS DECIMAL(18,4)) AS serving, CAST(0 AS DOUBLE) AS minutes_ours,
    CAST(0 AS DECIMAL(18,4)) AS winning, CAST(0 AS DECIMAL(18,4)) AS gift_cost,
    CAST(0 AS DECIMAL(18,4)) AS gift_worth, x, first_day, last_day, repeat_paid_e4
FROM (
    SELECT *, CAST(CAST(first_paid_e4 + repeat_paid_e4 AS DECIMAL(18,0)) * 0.0001 AS DECIMAL(18,4))
        AS paid
    FROM summary AS s
    WHERE NOT EXISTS (SELECT 1 FROM flow_rich AS f WHERE f.customer_no = s.customer_no)) AS plain;
-- The sums of everybody's exchanges, and with the history of their purchases beside them.
CREATE VIEW flow AS
SELECT customer_no, purchases, assumed_references, discounted_purchases, paid, reference, off_ours,
    off_third_party, goods, reference_no_goods, serving, minutes_ours, winning, gift_cost, gift_worth
FROM flow_plain
UNION ALL
SELECT customer_no, purchases, assumed_references, discounted_purchases, paid, reference, off_ours,
    off_third_party, goods, reference_no_goods, serving, minutes_ours, winning, gift_cost, gift_worth
FROM flow_rich;
CREATE VIEW person AS
SELECT customer_no, purchases, assumed_references, discounted_purchases, paid, reference, off_ours,
    off_third_party, goods, reference_no_goods, serving, minutes_ours, winning, gift_cost, gift_worth,
    x, first_day, last_day, repeat_paid_e4
FROM flow_plain
UNION ALL
SELECT f.customer_no, f.purchases, assumed_references, discounted_purchases, paid, reference,
    off_ours, off_third_party, goods, reference_no_goods, serving, minutes_ours, winning, gift_cost,
    gift_worth, s.x, s.first_day, s.last_day, s.repeat_paid_e4
FROM flow_rich AS f LEFT JOIN summary AS s ON s.customer_no = f.customer_no;
