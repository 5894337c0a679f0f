-- What is known of a person beside exchanges, who is the same person, what is to be forgotten, what other
-- currencies are worth, and who changed any of it.

-- Of a batch, as exchanges are: an id in another system, a way to reach them, what they agreed to.
CREATE TABLE person_detail (
    batch BIGINT NOT NULL, customer_no BIGINT NOT NULL, system VARCHAR NOT NULL,
    what VARCHAR NOT NULL, -- 'id', 'contact', 'consent'
    name VARCHAR NOT NULL, value VARCHAR NOT NULL, day DATE);
CREATE VIEW person_detail_used AS
    SELECT * FROM person_detail
    WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn');
CREATE VIEW person_id AS
    SELECT d.system, d.value, c.customer_id, c.customer_no
    FROM person_detail_used d JOIN customer c USING (customer_no) WHERE d.what = 'id';
-- The newest word on each purpose and channel counts.
CREATE VIEW consent AS
    SELECT customer_no, name, value, system, batch FROM (
        SELECT *, row_number() OVER (PARTITION BY customer_no, name ORDER BY batch DESC, day DESC) AS age
        FROM person_detail_used WHERE what = 'consent') AS rows
    WHERE age = 1;

-- Two customers that are one person: what happened to `from_no` counts for `into_no`.  Taken back by
-- `undone_at`; nothing is ever deleted here.
CREATE TABLE person_merge (
    merge BIGINT NOT NULL, from_no BIGINT NOT NULL, into_no BIGINT NOT NULL, why VARCHAR NOT NULL,
    merged_at TIMESTAMP NOT NULL, undone_at TIMESTAMP);

-- Where each customer that was merged counts now: chains are followed when a merge is made.
CREATE TABLE person_merged (from_no BIGINT NOT NULL, into_no BIGINT NOT NULL);

-- The keyed hash of an id that was erased, so that an old file does not bring the person back.
CREATE TABLE tombstone (hash VARCHAR NOT NULL, pseudonym VARCHAR NOT NULL, erased_at TIMESTAMP NOT NULL);

CREATE TABLE audit (
    happened_at TIMESTAMP NOT NULL, who VARCHAR NOT NULL, what VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    words VARCHAR NOT NULL);

-- One unit of a currency is worth `rate` of the store's from a day on.
CREATE TABLE currency_rate (
    batch BIGINT NOT NULL, currency VARCHAR NOT NULL, from_day DATE NOT NULL,
    rate DECIMAL(18,8) NOT NULL);
CREATE VIEW currency_rate_used AS
    SELECT currency, from_day, rate FROM (
        SELECT *, row_number() OVER (PARTITION BY currency, from_day ORDER BY batch DESC) AS age
        FROM currency_rate
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;

-- Whose an exchange was before people were merged; NULL: whose it is.
DROP VIEW exchange_used;
ALTER TABLE exchange ADD COLUMN first_no BIGINT;
CREATE VIEW exchange_used AS
    SELECT * FROM exchange
    WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn');
