-- The long form of the ledger, on its way into a file: written part by part, in the file's order.
-- (What is there from before goes first.)
CREATE OR REPLACE TEMP TABLE ledger_long (
    customer_id VARCHAR NOT NULL, position UTINYINT NOT NULL, tense VARCHAR NOT NULL,
    amount DECIMAL(18,4), low DECIMAL(18,4), high DECIMAL(18,4), basis VARCHAR NOT NULL)
