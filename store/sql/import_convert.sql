-- Amounts of other currencies in the store's, at the rate of their day.  Rows without a rate are set aside.
CREATE TABLE import_converted AS
SELECT COLUMNS(c -> c NOT IN ('rate', 'is_foreign', 'problem', 'there', 'list', 'reference', 'off_ours',
        'off_third_party', 'paid', 'cost_of_goods', 'cost_to_us', 'worth_to_them')),
    CASE WHEN is_foreign THEN paid END AS there,
    CAST(round(COLUMNS(c -> c IN ('list', 'reference', 'off_ours', 'off_third_party', 'paid', 'cost_of_goods',
        'cost_to_us', 'worth_to_them')) * CASE WHEN is_foreign THEN rate ELSE 1 END, 2) AS DECIMAL(18,4)),
    CASE WHEN problem IS NULL AND is_foreign AND rate IS NULL
         THEN 'in ' || currency || ', and the store has no rate for that day' ELSE problem END AS problem
FROM (
    SELECT k.*, r.rate, coalesce(k.currency <> {{currency}}, FALSE) AS is_foreign
    FROM import_kept k
    ASOF LEFT JOIN currency_rate_used r ON r.currency = k.currency AND r.from_day <= k.day) AS rated;
DROP TABLE import_kept;
ALTER TABLE import_converted RENAME TO import_kept
