-- Shopify's orders export: one line per line item, what belongs to the order on its first line only.
-- One order becomes one purchase: paid = goods after discounts + the postage they pay, without tax;
-- the discount is ours.  A crossed-out "compare at" price is printed, not asked: it is `list`, never
-- the reference.  What was refunded is a second exchange of the same order.  Rows are orders here.
WITH orders AS (
    SELECT min(row_no) AS row_no, "Name" AS order_id,
        lower(trim(max("Email"))) AS email,
        max("Financial Status") AS status, max("Currency") AS currency,
        max("Cancelled at") AS cancelled_at,
        CAST(coalesce(try_strptime(max("Created at"), '%Y-%m-%d %H:%M:%S %z'),
            TRY_CAST(max("Created at") AS TIMESTAMPTZ)) AT TIME ZONE 'UTC' AS TIMESTAMP) AS occurred_at,
        TRY_CAST(max("Subtotal") AS DECIMAL(18,4)) AS goods,
        coalesce(TRY_CAST(max("Shipping") AS DECIMAL(18,4)), 0) AS postage,
        coalesce(TRY_CAST(max("Discount Amount") AS DECIMAL(18,4)), 0) AS discount,
        coalesce(TRY_CAST(max("Refunded Amount") AS DECIMAL(18,4)), 0) AS refunded,
        sum(TRY_CAST("Lineitem quantity" AS DECIMAL(18,4))
            * greatest(coalesce(TRY_CAST("Lineitem compare at price" AS DECIMAL(18,4)), 0),
                TRY_CAST("Lineitem price" AS DECIMAL(18,4)))) AS crossed_out
    FROM {{source}} GROUP BY "Name"),
judged AS (
    SELECT *, goods + postage AS paid,
        CASE WHEN order_id IS NULL THEN 'no order name'
             WHEN coalesce(email, '') = '' THEN 'no e-mail: nobody to count it for'
             WHEN occurred_at IS NULL THEN '"Created at" is no time'
             WHEN goods IS NULL THEN '"Subtotal" is no number'
             WHEN currency <> {{currency}} THEN 'another currency than the store''s'
             WHEN status IN ('voided', 'expired') THEN 'voided'
             WHEN status IN ('pending', 'authorized') THEN 'not paid yet'
             WHEN cancelled_at IS NOT NULL AND refunded = 0 THEN 'cancelled' END AS problem
    FROM orders)
SELECT row_no, email AS customer_id, CAST(NULL AS DATE) AS day, occurred_at, 'purchase' AS kind,
    order_id, 'shopify ' || order_id AS message_id, CAST(crossed_out AS DECIMAL(18,4)) AS list,
    CAST(paid + discount AS DECIMAL(18,4)) AS reference, discount AS off_ours,
    CAST(paid AS DECIMAL(18,4)) AS paid, 'measured' AS reference_basis, problem
FROM judged
UNION ALL
SELECT row_no, email, NULL, occurred_at, 'refund', order_id, 'shopify refund ' || order_id, NULL,
    CAST(-least(refunded, paid) AS DECIMAL(18,4)), 0, CAST(-least(refunded, paid) AS DECIMAL(18,4)),
    'measured', problem
FROM judged WHERE refunded > 0 AND problem IS NULL
