-- Paid on an occasion = c0 + c1 x (own mean of repeat occasions) ^ power; NULL: 1.
ALTER TABLE spend_score ADD COLUMN power DOUBLE;
