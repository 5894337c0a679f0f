-- One row a customer, for the sums of the report only; gone when the connection closes. *_swing is
-- how far a side's expectation reaches from its tenth to its ninetieth of 100: all lines of a side
-- move with the customer's buying days, so their reaches add up with the sign of the line. Lines that
-- say nothing of a customer are left out before they are summed: most say nothing of most.
CREATE OR REPLACE TEMP TABLE report_person AS
SELECT s.customer_no, s.p_alive, h.first_day,
    coalesce(p.to_them_realised, 0) AS to_them_realised,
    coalesce(p.to_them_expected, 0) AS to_them_expected,
    coalesce(p.to_them_swing, 0) AS to_them_swing,
    coalesce(p.to_us_realised, 0) AS to_us_realised,
    coalesce(p.to_us_expected, 0) AS to_us_expected, coalesce(p.to_us_swing, 0) AS to_us_swing,
    coalesce(p.map_to_them, 0) AS map_to_them, coalesce(p.map_to_us, 0) AS map_to_us
FROM (SELECT customer_no, p_alive FROM customer_state) AS s
LEFT JOIN (
    SELECT customer_no,
        sum(realised) FILTER (WHERE position IN ({{to_them}})) AS to_them_realised,
        sum(expected) FILTER (WHERE position IN ({{to_them}})) AS to_them_expected,
        sum(sign(expected) * (high - low)) FILTER (WHERE position IN ({{to_them}})) AS to_them_swing,
        sum(realised) FILTER (WHERE position IN ({{to_us}})) AS to_us_realised,
        sum(expected) FILTER (WHERE position IN ({{to_us}})) AS to_us_expected,
        sum(sign(expected) * (high - low)) FILTER (WHERE position IN ({{to_us}})) AS to_us_swing,
        sum(coalesce(CAST(realised AS DOUBLE), 0) + coalesce(expected, 0))
            FILTER (WHERE position IN ({{map_to_them}})) AS map_to_them,
        sum(coalesce(CAST(realised AS DOUBLE), 0) + coalesce(expected, 0))
            FILTER (WHERE position IN ({{map_to_us}})) AS map_to_us
    FROM ({{lines}}) AS lines
    WHERE realised <> 0 OR expected <> 0
    GROUP BY customer_no) AS p ON p.customer_no = s.customer_no
LEFT JOIN summary h ON h.customer_no = s.customer_no
