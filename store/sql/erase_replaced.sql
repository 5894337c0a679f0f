-- What was before does not count: nothing of it is kept.
DELETE FROM exchange_replaced WHERE customer_no = $1
    OR customer_no IN (SELECT from_no FROM person_merged WHERE into_no = $1)
