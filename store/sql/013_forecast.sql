-- What was said of days that had not come, to be judged when they have: of everybody (customer_no
-- NULL), and of some customers.  80 of 100 times what comes lies between low and high.  Only what
-- was said blind is kept: a reckoning as of a day before the last purchase known keeps nothing.
CREATE TABLE forecast (
    reckoning BIGINT NOT NULL, made_on DATE NOT NULL, until_day DATE NOT NULL, customer_no BIGINT,
    measure VARCHAR NOT NULL, -- 'buying_days' or 'paid'
    said DOUBLE NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL);
