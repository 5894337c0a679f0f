-- A spreadsheet takes a text that begins with = + - or @ for a formula: in CSV it gets a ' before it.
-- What a line is called is looked up by its place and not joined: a join may change the order.
COPY (
    SELECT CASE WHEN {{is_csv}} AND regexp_matches(customer_id, '^[=+@\t\r-]')
            THEN '''' || customer_id ELSE customer_id END AS customer_id,
        [{{sides}}][position + 1] AS side, [{{codes}}][position + 1] AS line, tense, amount, low, high,
        [{{units}}][position + 1] AS unit, basis, {{as_of}} AS as_of, {{horizon}} AS horizon, {{rate}} AS rate
    FROM ledger_long)
TO {{file}} ({{format}})
