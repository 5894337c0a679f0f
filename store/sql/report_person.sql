-- One row a customer, for the sums of the report only; gone when the connection closes. swing_* is
-- how far a side's expectation reaches from its tenth to its ninetieth of 100: all lines of a side
-- move with the customer's buying days, so their reaches add up with the sign of the line.
CREATE OR REPLACE TEMP TABLE report_person AS
SELECT p.*, s.p_alive, h.first_day
FROM (
    SELECT customer_no,
        coalesce(sum(realised) FILTER (WHERE position IN ({{to_them}})), 0) AS to_them_realised,
        coalesce(sum(expected) FILTER (WHERE position IN ({{to_them}})), 0) AS to_them_expected,
        coalesce(sum(sign(expected) * (high - low)) FILTER (WHERE position IN ({{to_them}})), 0)
            AS to_them_swing,
        coalesce(sum(realised) FILTER (WHERE position IN ({{to_us}})), 0) AS to_us_realised,
        coalesce(sum(expected) FILTER (WHERE position IN ({{to_us}})), 0) AS to_us_expected,
        coalesce(sum(sign(expected) * (high - low)) FILTER (WHERE position IN ({{to_us}})), 0)
            AS to_us_swing,
        coalesce(sum(coalesce(CAST(realised AS DOUBLE), 0) + coalesce(expected, 0))
            FILTER (WHERE position IN ({{map_to_them}})), 0) AS map_to_them,
        coalesce(sum(coalesce(CAST(realised AS DOUBLE), 0) + coalesce(expected, 0))
            FILTER (WHERE position IN ({{map_to_us}})), 0) AS map_to_us
    FROM ({{lines}}) AS lines GROUP BY customer_no) AS p
JOIN customer_state s USING (customer_no)
LEFT JOIN summary h USING (customer_no)
