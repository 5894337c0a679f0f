-- Which exchanges hold, after a batch came, went or came back: of a message those of the newest batch in
-- use that had a word on it, and later ones.
CREATE OR REPLACE TEMP TABLE newest_word AS
SELECT message_id, max(batch) AS batch FROM replacement
WHERE batch NOT IN (SELECT batch FROM import_batch WHERE state = 'withdrawn')
GROUP BY message_id;
CREATE OR REPLACE TEMP TABLE comes_back AS
SELECT r.* FROM exchange_replaced r LEFT JOIN newest_word n ON n.message_id = r.message_id
WHERE n.batch IS NULL OR r.batch >= n.batch;
DELETE FROM exchange_replaced
WHERE NOT EXISTS (
    SELECT 1 FROM newest_word n
    WHERE n.message_id = exchange_replaced.message_id AND n.batch > exchange_replaced.batch);
INSERT INTO exchange_replaced BY NAME
SELECT e.* REPLACE (coalesce(e.first_no, e.customer_no) AS customer_no, NULL AS first_no)
FROM exchange_rich e JOIN newest_word n ON n.message_id = e.message_id WHERE e.batch < n.batch;
DELETE FROM exchange_rich
WHERE EXISTS (
    SELECT 1 FROM newest_word n WHERE n.message_id = exchange_rich.message_id AND n.batch > exchange_rich.batch);
INSERT INTO exchange_rich BY NAME SELECT * FROM comes_back;
DROP TABLE comes_back;
DROP TABLE newest_word;
DELETE FROM summary_made
