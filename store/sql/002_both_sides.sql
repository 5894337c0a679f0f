-- What the other half of the ledger needs: more of an exchange, and the files that are tables and no
-- exchanges.  Their rows carry their batch, as exchanges do; read the views, which leave out what was
-- withdrawn and keep the newest word on each thing.

DROP VIEW exchange_used;
ALTER TABLE exchange ADD COLUMN units DOUBLE;           -- of the product
ALTER TABLE exchange ADD COLUMN promised_at TIMESTAMP;  -- a day alone is its midnight, not moved by zones
ALTER TABLE exchange ADD COLUMN delivered_at TIMESTAMP;
ALTER TABLE exchange ADD COLUMN scale_min DOUBLE;       -- the lowest answer possible; scale_max the highest
ALTER TABLE exchange ADD COLUMN type1_probability DOUBLE; -- that they would not have come by themselves
ALTER TABLE exchange ADD COLUMN region VARCHAR;         -- where other than the customer's own
ALTER TABLE exchange ADD COLUMN period VARCHAR;         -- of a contract: 'month', 'year'
CREATE VIEW exchange_used AS
    SELECT * FROM exchange
    WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn');

-- What a file says of a customer.  Who brought them is an exchange, of the kind referral.
CREATE TABLE profile (
    batch BIGINT NOT NULL, customer_no BIGINT NOT NULL, joined_on DATE, region VARCHAR,
    channel VARCHAR);
CREATE VIEW profile_used AS
    SELECT customer_no, joined_on, region, channel FROM (
        SELECT *, row_number() OVER (PARTITION BY customer_no ORDER BY batch DESC) AS age
        FROM profile
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;

CREATE TABLE product (
    batch BIGINT NOT NULL, product_id VARCHAR NOT NULL, name VARCHAR, category VARCHAR,
    rung INTEGER, -- of the ladder: 1 is where people begin
    list DECIMAL(18,4), cost DECIMAL(18,4)); -- of one unit
CREATE VIEW product_used AS
    SELECT product_id, name, category, rung, list, cost FROM (
        SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY batch DESC) AS age
        FROM product
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;

-- The price asked of everybody for one unit, from a day on; region '' where it is the same everywhere.
CREATE TABLE price (
    batch BIGINT NOT NULL, product_id VARCHAR NOT NULL, region VARCHAR NOT NULL,
    from_day DATE NOT NULL, price DECIMAL(18,4) NOT NULL);
CREATE VIEW price_used AS
    SELECT product_id, region, from_day, price FROM (
        SELECT *, row_number() OVER (PARTITION BY product_id, region, from_day ORDER BY batch DESC)
            AS age
        FROM price
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;

CREATE TABLE campaign (
    batch BIGINT NOT NULL, campaign VARCHAR NOT NULL, channel VARCHAR, from_day DATE NOT NULL,
    until_day DATE, cost DECIMAL(18,4));
CREATE VIEW campaign_used AS
    SELECT campaign, channel, from_day, until_day, cost FROM (
        SELECT *, row_number() OVER (PARTITION BY campaign ORDER BY batch DESC) AS age
        FROM campaign
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;

-- Who was put into which arm of an experiment, and when.
CREATE TABLE assignment (
    batch BIGINT NOT NULL, experiment VARCHAR NOT NULL, customer_no BIGINT NOT NULL,
    arm VARCHAR NOT NULL, day DATE NOT NULL);
CREATE VIEW assignment_used AS
    SELECT experiment, customer_no, arm, day FROM (
        SELECT *, row_number() OVER (PARTITION BY experiment, customer_no ORDER BY batch) AS age
        FROM assignment
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1; -- the first arm is the arm: intention to treat
CREATE VIEW experiment AS
    SELECT experiment, count(*) AS customers, count(DISTINCT arm) AS arms, min(day) AS first_day,
        max(day) AS last_day
    FROM assignment_used GROUP BY experiment;
