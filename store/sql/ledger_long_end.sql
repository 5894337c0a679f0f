DROP TABLE IF EXISTS temp.ledger_long
