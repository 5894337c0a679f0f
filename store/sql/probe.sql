-- Fails when the transaction is broken, and does nothing else.
SELECT 1
