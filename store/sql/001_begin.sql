-- The store's first shape. Numbered files are never edited once released: a change is a new number.
-- Portable subset (DuckDB, PostgreSQL, Spark); money is DECIMAL(18,4) in major units, days are
-- local days fixed at import. Only integers and decimals are summed.

CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
INSERT INTO meta VALUES ('format', 'goodwill'), ('schema', '0'), ('current_reckoning', '0'),
    ('summary_of', '');

-- Every assumption, with who made it. A setting that nobody made has no row.
CREATE TABLE setting (
    key VARCHAR NOT NULL, low DOUBLE, likely DOUBLE NOT NULL, high DOUBLE,
    said_by VARCHAR NOT NULL, said_at TIMESTAMP NOT NULL);

CREATE TABLE customer (
    customer_no BIGINT NOT NULL, customer_id VARCHAR NOT NULL, source VARCHAR NOT NULL);

CREATE TABLE import_batch (
    batch BIGINT NOT NULL, file VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, mapping VARCHAR NOT NULL, imported_at TIMESTAMP NOT NULL,
    rows_in BIGINT NOT NULL, rows_used BIGINT NOT NULL, rows_known BIGINT NOT NULL,
    rows_set_aside BIGINT NOT NULL, state VARCHAR NOT NULL); -- 'used' or 'withdrawn'
CREATE TABLE reject (
    batch BIGINT NOT NULL, row_no BIGINT NOT NULL, reason VARCHAR NOT NULL, content VARCHAR NOT NULL);
-- A mapping a person confirmed, remembered for the next file with the same header.
CREATE TABLE mapping (header VARCHAR NOT NULL, kind VARCHAR NOT NULL, mapping VARCHAR NOT NULL);

-- One thing that passed between us and a customer. Never changed once kept; no key, no index:
-- identical rows are legal (docs/decisions).
CREATE TABLE exchange (
    batch BIGINT NOT NULL, customer_no BIGINT NOT NULL, day DATE NOT NULL, occurred_at TIMESTAMP,
    kind VARCHAR NOT NULL, order_id VARCHAR, message_id VARCHAR,
    list DECIMAL(18,4), reference DECIMAL(18,4), off_ours DECIMAL(18,4),
    off_third_party DECIMAL(18,4), paid DECIMAL(18,4), cost_of_goods DECIMAL(18,4),
    cost_to_us DECIMAL(18,4), worth_to_them DECIMAL(18,4),
    reference_basis VARCHAR, -- 'measured', or 'assumed' where no price history says better
    minutes_ours DOUBLE, minutes_theirs DOUBLE, days_late DOUBLE, score DOUBLE, scale_max DOUBLE,
    other_id VARCHAR, product_id VARCHAR, topic VARCHAR, channel VARCHAR, body VARCHAR,
    funded_by VARCHAR, answers_id VARCHAR, corrects_id VARCHAR, attributes VARCHAR);
CREATE VIEW exchange_used AS
    SELECT * FROM exchange
    WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn');

-- What a customer's exchanges come to: made from exchange_used by summary.sql and flow.sql.
CREATE TABLE summary (
    customer_no BIGINT NOT NULL, x BIGINT NOT NULL, first_day BIGINT NOT NULL,
    last_day BIGINT NOT NULL, first_paid_e4 BIGINT NOT NULL, repeat_paid_e4 BIGINT NOT NULL,
    recent BIGINT NOT NULL); -- occasions in the last period of the check's length
CREATE TABLE flow (
    customer_no BIGINT NOT NULL,
    purchases BIGINT NOT NULL,             -- how many
    assumed_references BIGINT NOT NULL,    -- of them with a reference nobody charged
    discounted_purchases BIGINT NOT NULL,  -- of them with something taken off by us
    paid DECIMAL(18,4) NOT NULL, reference DECIMAL(18,4) NOT NULL,
    off_ours DECIMAL(18,4) NOT NULL, off_third_party DECIMAL(18,4) NOT NULL,
    goods DECIMAL(18,4) NOT NULL,              -- cost of goods, where the files say it
    reference_no_goods DECIMAL(18,4) NOT NULL, -- reference of what has no cost in the files
    serving DECIMAL(18,4) NOT NULL, minutes_ours DOUBLE NOT NULL, winning DECIMAL(18,4) NOT NULL,
    gift_cost DECIMAL(18,4) NOT NULL, gift_worth DECIMAL(18,4) NOT NULL);

-- One run of `reckon`. The current one is named in meta by one UPDATE at its end.
CREATE TABLE reckoning (
    reckoning BIGINT NOT NULL, as_of DATE NOT NULL, horizon_days DOUBLE NOT NULL,
    horizon VARCHAR NOT NULL, rate DOUBLE NOT NULL, model VARCHAR NOT NULL, why_model VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, spend_model VARCHAR NOT NULL, draws INTEGER NOT NULL, seed BIGINT NOT NULL,
    code_version VARCHAR NOT NULL, started_at TIMESTAMP NOT NULL, finished_at TIMESTAMP);
CREATE TABLE reckoning_draw (
    reckoning BIGINT NOT NULL, model VARCHAR NOT NULL, draw BIGINT NOT NULL, name VARCHAR NOT NULL,
    value DOUBLE NOT NULL);
CREATE TABLE check_result (
    reckoning BIGINT NOT NULL, part VARCHAR NOT NULL, name VARCHAR NOT NULL, item VARCHAR NOT NULL,
    value DOUBLE, words VARCHAR);
-- Distinct histories with their forecast: occasions within the horizon, discounted to as_of.
CREATE TABLE cell_score (
    reckoning BIGINT NOT NULL, x BIGINT NOT NULL, t_x BIGINT NOT NULL, age BIGINT NOT NULL,
    p_alive DOUBLE NOT NULL, occasions DOUBLE NOT NULL, discounted DOUBLE NOT NULL,
    discounted_low DOUBLE NOT NULL, discounted_high DOUBLE NOT NULL, p_none DOUBLE NOT NULL,
    discounted_years DOUBLE NOT NULL);
-- Only when a simple rule won the check: what it says of each customer, in place of cell_score's.
CREATE TABLE baseline_score (
    reckoning BIGINT NOT NULL, customer_no BIGINT NOT NULL, occasions DOUBLE NOT NULL,
    discounted DOUBLE NOT NULL, discounted_low DOUBLE NOT NULL, discounted_high DOUBLE NOT NULL,
    discounted_years DOUBLE NOT NULL);
-- Paid on an occasion = c0 + c1 x own mean of repeat occasions.
CREATE TABLE spend_score (
    reckoning BIGINT NOT NULL, x BIGINT NOT NULL, c0 DOUBLE NOT NULL, c1 DOUBLE NOT NULL);

-- The settings the lines rest on, one row; NULL where nobody said anything.
-- cs = consumer surplus per unit of money paid: constant elasticity e with nobody paying over k
-- times the price: (1 - k^-(e-1)) / (e - 1), ln k at e = 1.  A high elasticity is a low surplus.
CREATE VIEW assumption AS
WITH said AS (
    SELECT
        max(likely) FILTER (WHERE key = 'margin') AS margin,
        max(low) FILTER (WHERE key = 'margin') AS margin_low,
        max(high) FILTER (WHERE key = 'margin') AS margin_high,
        max(likely) FILTER (WHERE key = 'elasticity') AS e,
        max(low) FILTER (WHERE key = 'elasticity') AS e_low,
        max(high) FILTER (WHERE key = 'elasticity') AS e_high,
        coalesce(max(likely) FILTER (WHERE key = 'choke_multiple'), 3) AS k,
        max(likely) FILTER (WHERE key = 'minute_of_support') AS minute_of_support,
        max(likely) FILTER (WHERE key = 'fulfilment_per_order') AS fulfilment_per_order,
        max(likely) FILTER (WHERE key = 'care_per_year') AS care_per_year
    FROM setting)
SELECT margin, margin_low, margin_high, minute_of_support, fulfilment_per_order, care_per_year,
    CASE WHEN abs(e - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e)) / (e - 1) END AS cs,
    CASE WHEN abs(e_high - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e_high)) / (e_high - 1) END
        AS cs_low,
    CASE WHEN abs(e_low - 1) < 1e-9 THEN ln(k) ELSE (1 - power(k, 1 - e_low)) / (e_low - 1) END
        AS cs_high
FROM said;
