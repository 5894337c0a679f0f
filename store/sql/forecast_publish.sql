-- Run inside the transaction that publishes: what the reckoning says of some customers, one in
-- {{one_in}}, until the end of its horizon; and what an earlier one said on the same day goes.  Where
-- a simple rule is used, what it says of all of them together takes the place of the model's.
INSERT INTO forecast (reckoning, made_on, until_day, customer_no, measure, said, low, high)
SELECT {{reckoning}}, {{made_on}}, {{until_day}}, s.customer_no, 'buying_days',
    coalesce(b.occasions, c.occasions),
    CASE WHEN b.customer_no IS NOT NULL
         THEN round(b.discounted_low * b.occasions / nullif(b.discounted, 0))
         ELSE round(c.discounted_low * c.occasions / nullif(c.discounted, 0)) END,
    CASE WHEN b.customer_no IS NOT NULL
         THEN round(b.discounted_high * b.occasions / nullif(b.discounted, 0))
         ELSE round(c.discounted_high * c.occasions / nullif(c.discounted, 0)) END
FROM summary s
JOIN cell_score c ON c.reckoning = {{reckoning}} AND c.x = s.x
    AND c.t_x = s.last_day - s.first_day AND c.age = {{as_of}} - s.first_day
LEFT JOIN baseline_score b ON b.reckoning = {{reckoning}} AND b.customer_no = s.customer_no
WHERE s.customer_no % {{one_in}} = 0 AND coalesce(b.discounted, c.discounted) > 0
    AND EXISTS (SELECT 1 FROM forecast f WHERE f.reckoning = {{reckoning}});
UPDATE forecast SET said = said * r.times, low = low * r.times, high = high * r.times
FROM (SELECT sum(b.occasions) / nullif(sum(c.occasions), 0) AS times
      FROM summary s
      JOIN cell_score c ON c.reckoning = {{reckoning}} AND c.x = s.x
          AND c.t_x = s.last_day - s.first_day AND c.age = {{as_of}} - s.first_day
      JOIN baseline_score b ON b.reckoning = {{reckoning}} AND b.customer_no = s.customer_no) AS r
WHERE forecast.reckoning = {{reckoning}} AND forecast.customer_no IS NULL AND r.times IS NOT NULL;
DELETE FROM forecast WHERE made_on = {{made_on}} AND reckoning <> {{reckoning}}
    AND EXISTS (SELECT 1 FROM forecast f WHERE f.reckoning = {{reckoning}})
