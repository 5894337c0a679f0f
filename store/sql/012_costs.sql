-- What winning customers cost, by channel and day or month, and what products cost from a day on.  Shares
-- of the first are exchanges (`cost`, of the topic acquisition, with a message's id that begins with
-- 'spend '), made anew whenever customers or costs come or go: see spend_share.sql.
CREATE TABLE spend (
    batch BIGINT NOT NULL, channel VARCHAR NOT NULL, -- 'all': everybody, whatever they came through
    campaign VARCHAR NOT NULL, day DATE NOT NULL,    -- of a month its first
    span VARCHAR NOT NULL,                           -- 'day' or 'month'
    amount DECIMAL(18,4) NOT NULL);
CREATE VIEW spend_used AS
    SELECT batch, channel, campaign, day, span, amount FROM (
        SELECT *, row_number() OVER (PARTITION BY channel, campaign, day, span ORDER BY batch DESC) AS age
        FROM spend
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;

CREATE TABLE product_cost (
    batch BIGINT NOT NULL, product_id VARCHAR NOT NULL, from_day DATE NOT NULL,
    cost DECIMAL(18,4) NOT NULL); -- of one unit
CREATE VIEW product_cost_used AS
    SELECT product_id, from_day, cost FROM (
        SELECT *, row_number() OVER (PARTITION BY product_id, from_day ORDER BY batch DESC) AS age
        FROM product_cost
        WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')) AS rows
    WHERE age = 1;
-- From when on a unit costs what: before its first day what the list of products says.
CREATE VIEW product_cost_at AS
    SELECT product_id, from_day, cost FROM product_cost_used
    UNION ALL
    SELECT product_id, DATE '1900-01-01', cost FROM product_used
    WHERE cost IS NOT NULL AND product_id NOT IN (
        SELECT product_id FROM product_cost_used WHERE from_day = DATE '1900-01-01')
