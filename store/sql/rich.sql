-- The customers, among {{who}}, with more than whole purchases at the price asked up to the day
-- {{as_of}}: see flow_plain.
CREATE OR REPLACE TEMP TABLE rich AS
SELECT DISTINCT customer_no FROM exchange_used
WHERE day <= {{as_of}} AND {{who}} AND NOT coalesce(kind = 'purchase' AND paid > 0
    AND reference = paid AND coalesce(reference_basis, '') <> 'assumed' AND cost_of_goods IS NULL
    AND coalesce(off_ours, 0) = 0 AND coalesce(off_third_party, 0) = 0
    AND coalesce(cost_to_us, 0) = 0 AND coalesce(worth_to_them, 0) = 0
    AND coalesce(minutes_ours, 0) = 0 AND product_id IS NULL, FALSE)
