-- What one customer (number $1) and we gave each other after the day $2, up to the day $3: measured
-- things only.  side 1: they gave us; 2: we gave them.  In the order of the page.
WITH year AS (SELECT * FROM exchange_used WHERE customer_no = $1 AND day > $2 AND day <= $3),
     brought AS (
        SELECT count(*) AS n FROM credit_link WHERE referrer_no = $1 AND day > $2 AND day <= $3)
SELECT side, words, CAST(n AS BIGINT) AS n, CAST(amount AS DECIMAL(18,4)) AS amount FROM (
    SELECT 1 AS side, 1 AS place, 'You paid us, for orders' AS words,
        count(*) FILTER (WHERE kind = 'purchase') AS n,
        sum(paid) FILTER (WHERE kind IN ('purchase', 'refund', 'correction')) AS amount FROM year
    UNION ALL
    SELECT 1, 2, 'You paid us, for your contract', count(paid),
        sum(paid) FROM year WHERE starts_with(kind, 'subscription_')
    UNION ALL SELECT 1, 3, 'You brought people to us', n, NULL FROM brought
    UNION ALL SELECT 1, 4, 'You wrote reviews', count(*), NULL FROM year WHERE kind = 'review'
    UNION ALL SELECT 1, 5, 'You gave advice, or compared us with others', count(*), NULL FROM year
    WHERE kind IN ('advice', 'comparison', 'brand_words')
    UNION ALL SELECT 1, 6, 'You answered our questions', count(*), NULL FROM year WHERE kind = 'answer'
    UNION ALL
    SELECT 2, 1, 'We took off your prices',
        count(*) FILTER (WHERE off_ours > 0 AND kind <> 'correction'),
        sum(off_ours) FROM year WHERE off_ours <> 0 AND coalesce(reference_basis, '') <> 'assumed'
    UNION ALL
    SELECT 2, 2, 'Others took off your prices, with us', count(*), sum(off_third_party) FROM year
    WHERE off_third_party <> 0
    UNION ALL
    SELECT 2, 3, 'We gave you, at its worth to you', count(*) FILTER (WHERE kind <> 'correction'),
        sum(worth_to_them) FROM year
    WHERE worth_to_them IS NOT NULL
    UNION ALL SELECT 2, 4, 'We said thank you', count(*), NULL FROM year
    WHERE kind = 'thanks' AND worth_to_them IS NULL
    UNION ALL SELECT 2, 5, 'You asked for something, and we did it', count(*), NULL FROM year
    WHERE kind = 'change'
    UNION ALL SELECT 2, 6, 'We answered you', count(*), NULL FROM year WHERE kind = 'reply'
    UNION ALL SELECT 2, 7, 'We put right what went wrong', count(*), NULL FROM year WHERE kind = 'repair'
    UNION ALL SELECT 2, 8, 'We came late, in days', CAST(sum(days_late) AS BIGINT), NULL FROM year
    WHERE (kind = 'delivery' AND days_late > 0) OR kind = 'correction') AS lines
WHERE n > 0
ORDER BY side, place
