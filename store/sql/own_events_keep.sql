-- Events, kept while they are sorted by kind.  An order's own arithmetic: goods after discounts, and the
-- postage they pay, without tax; `revenue` is before the discount, `total` is with all.
CREATE OR REPLACE TEMP TABLE import_events AS
SELECT row_no, event, user_id, happened_at, message_id, properties ->> '$.currency' AS currency,
    event IS NOT NULL AND json_valid(given) AND (event IN ({{priced}})
        OR coalesce(upper(properties ->> '$.currency'), {{currency}}) = {{currency}}) AS good,
    CASE WHEN event = 'Order Completed' THEN json_merge_patch(properties, json_object(
        'paid', coalesce(
            TRY_CAST(properties ->> '$.subtotal' AS DECIMAL(18,4)),
            TRY_CAST(properties ->> '$.revenue' AS DECIMAL(18,4)) - discount,
            TRY_CAST(properties ->> '$.total' AS DECIMAL(18,4)) - shipping - tax) + shipping,
        'off_ours', discount)) ELSE properties END AS properties
FROM (
    SELECT *, CASE WHEN json_valid(given) THEN CAST(given AS JSON) ELSE CAST('{}' AS JSON) END AS properties,
        coalesce(TRY_CAST(properties ->> '$.discount' AS DECIMAL(18,4)), 0) AS discount,
        coalesce(TRY_CAST(properties ->> '$.shipping' AS DECIMAL(18,4)), 0) AS shipping,
        coalesce(TRY_CAST(properties ->> '$.tax' AS DECIMAL(18,4)), 0) AS tax
    FROM (
        SELECT row_no, {{event}} AS event, {{user}} AS user_id, {{time}} AS happened_at,
            {{message}} AS message_id, coalesce({{properties}}, '{}') AS given
        FROM {{source}}) AS texts) AS read
