-- goodwill's own form: one exchange a row, its columns named as in the store; what is taken back is below
-- 0.  A price asked that is not said is what was paid plus what was taken off, and what was taken off
-- by us, not said, is the rest of the price asked: so a row's money always adds up.
WITH read AS (
    SELECT row_no, import_id(customer_id) AS customer_id, TRY_CAST(day AS DATE) AS day, kind,
        kind IN ('purchase', 'refund', 'subscription_start', 'subscription_renew') AS is_payment,
        {{own_columns}},
        CASE WHEN coalesce(customer_id, '') = '' THEN 'no customer'
             WHEN TRY_CAST(day AS DATE) IS NULL THEN 'the day is no date'
             WHEN kind NOT IN ({{kinds}}) THEN 'no such kind of exchange'
             {{own_problems}} END AS wrong
    FROM {{source}}
    UNION ALL BY NAME
    SELECT CAST(NULL AS DECIMAL(18,4)) AS paid, CAST(NULL AS DECIMAL(18,4)) AS reference,
        CAST(NULL AS DECIMAL(18,4)) AS off_ours, CAST(NULL AS DECIMAL(18,4)) AS off_third_party,
        CAST(NULL AS VARCHAR) AS order_id, CAST(NULL AS VARCHAR) AS product_id,
        CAST(NULL AS VARCHAR) AS corrects_id, CAST(NULL AS DOUBLE) AS score,
        CAST(NULL AS DOUBLE) AS scale_min, CAST(NULL AS DOUBLE) AS scale_max
    WHERE FALSE)
SELECT * EXCLUDE (is_payment, wrong) REPLACE (
    CASE WHEN is_payment THEN coalesce(reference, CAST(paid + coalesce(off_ours, 0)
        + coalesce(off_third_party, 0) AS DECIMAL(18,4))) ELSE reference END AS reference,
    CASE WHEN is_payment AND reference <> paid THEN coalesce(off_ours,
        CAST(reference - paid - coalesce(off_third_party, 0) AS DECIMAL(18,4))) ELSE off_ours END AS off_ours),
    CASE WHEN wrong IS NOT NULL THEN wrong
         WHEN is_payment AND paid IS NULL THEN 'no amount'
         WHEN is_payment AND kind <> 'refund' AND paid < 0 THEN 'paid is below 0'
         WHEN kind = 'refund' AND paid > 0 THEN 'what is given back is below 0 in this form'
         WHEN is_payment AND off_ours IS NOT NULL
            AND reference <> paid + off_ours + coalesce(off_third_party, 0)
            OR is_payment AND (reference - paid - coalesce(off_third_party, 0)) * sign(paid) < 0
         THEN 'the reference is not what was paid plus what was taken off'
         WHEN kind = 'answer' AND score IS NULL THEN 'no score'
         WHEN kind = 'answer' AND scale_max IS NULL THEN 'the question has no scale'
         WHEN kind = 'answer' AND coalesce(scale_min, 0) >= scale_max THEN 'the scale ends before it begins'
         WHEN kind = 'answer' AND score NOT BETWEEN coalesce(scale_min, 0) AND scale_max
            OR kind = 'review' AND score NOT BETWEEN coalesce(scale_min, 1) AND coalesce(scale_max, 5)
         THEN 'the answer is outside its scale' END AS problem
FROM read
