-- goodwill's own form: one exchange a row, its columns named as in the store.
SELECT row_no, import_id(customer_id) AS customer_id, TRY_CAST(day AS DATE) AS day, kind,
    {{own_columns}},
    CASE WHEN coalesce(customer_id, '') = '' THEN 'no customer'
         WHEN TRY_CAST(day AS DATE) IS NULL THEN 'the day is no date'
         WHEN kind NOT IN ({{kinds}}) THEN 'no such kind of exchange'
         {{own_problems}} END AS problem
FROM {{source}}
