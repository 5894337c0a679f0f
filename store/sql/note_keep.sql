-- Now, as an instant in UTC and as a local day of the shop's zone $3.  What is paid by hand is the
-- price asked.
INSERT INTO exchange (batch, customer_no, day, occurred_at, kind, body, paid, reference,
    reference_basis, cost_to_us, score, scale_max)
SELECT $1, $2, CAST(now() AT TIME ZONE $3 AS DATE), CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP), $4,
    $5, $6, $6, CASE WHEN CAST($6 AS DECIMAL(18,4)) IS NOT NULL THEN 'measured' END, $7, $8, $9
