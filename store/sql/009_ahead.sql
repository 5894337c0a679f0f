-- What the orders ahead will be like, by their number: filled at the next reckoning.
ALTER TABLE cell_score ADD COLUMN size_growth DOUBLE;   -- the sizes of orders ahead over that of the first repeat order
ALTER TABLE cell_score ADD COLUMN gift_cost DOUBLE;     -- gifts to come, discounted, at our cost
ALTER TABLE cell_score ADD COLUMN gift_worth DOUBLE;    -- and at their worth
ALTER TABLE cell_score ADD COLUMN new_payments DOUBLE;  -- of contracts not begun yet, where there was none
ALTER TABLE cell_score ADD COLUMN unwanted DOUBLE;      -- messages they will not want, discounted
UPDATE meta SET value = '0' WHERE key = 'current_reckoning';
