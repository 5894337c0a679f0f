-- How things may go: the spread of what is expected, per customer and together.
ALTER TABLE cell_score ADD COLUMN money_low DOUBLE;  -- as discounted_low, of money: in orders of the
ALTER TABLE cell_score ADD COLUMN money_high DOUBLE; -- size expected of the customer
-- Groups of customers with what is expected of them together, discounted; 80 of 100 times it lies
-- between low and high.  'everybody' is all of them.
CREATE TABLE group_expected (
    reckoning BIGINT NOT NULL, name VARCHAR NOT NULL, customers DOUBLE NOT NULL,
    money DOUBLE NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL);
-- In each of the ways things may go, what everybody brings over what is expected of them.
CREATE TABLE shop_way (reckoning BIGINT NOT NULL, way BIGINT NOT NULL, factor DOUBLE NOT NULL);
