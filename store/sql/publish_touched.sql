-- By those read again, not by those who came out of it: who is left with nothing must go.
DELETE FROM summary WHERE customer_no IN (SELECT customer_no FROM touched);
INSERT INTO summary SELECT * FROM summary_fresh;
DELETE FROM flow_rich WHERE customer_no IN (SELECT customer_no FROM touched);
INSERT INTO flow_rich SELECT * FROM flow_fresh;
DROP TABLE summary_fresh;
DROP TABLE flow_fresh;
