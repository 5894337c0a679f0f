-- Rows with their amounts in the store's currency: another one's at the rate of the day they are of.
-- Without a rate there is nothing to count.
SELECT rated.* EXCLUDE (rate) REPLACE ({{amounts}},
    CASE WHEN problem IS NULL AND rate IS NULL THEN 'in ' || currency || ', and the store has no rate for that day'
        ELSE problem END AS problem)
FROM (
    SELECT f.*, CASE WHEN coalesce(f.currency, {{currency}}) = {{currency}} THEN 1 ELSE r.rate END AS rate
    FROM ({{rows}}) AS f
    ASOF LEFT JOIN currency_rate_used r ON r.currency = f.currency AND r.from_day <= {{day}}) AS rated
