-- 004_check_series
-- What the pictures of a reckoning's check show, point by point: some hundred rows a reckoning
-- whatever the number of customers. engine/reckon/check_series.h lists the pictures.
CREATE TABLE check_series (
    reckoning BIGINT NOT NULL, picture VARCHAR NOT NULL, series VARCHAR NOT NULL,
    place BIGINT NOT NULL, x DOUBLE NOT NULL, y DOUBLE NOT NULL, low DOUBLE, high DOUBLE,
    customers DOUBLE);
