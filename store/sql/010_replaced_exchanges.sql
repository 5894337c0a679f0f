-- A shop's own system changes its orders, and its next export tells them otherwise.  `replacement` says
-- whose word on a message is the newest: the batch's.  What earlier batches had of the message lies in
-- exchange_replaced, and comes back when the batch is withdrawn.
CREATE TABLE replacement (batch BIGINT NOT NULL, message_id VARCHAR NOT NULL);
CREATE TABLE exchange_replaced AS SELECT * FROM exchange WHERE FALSE;
