DELETE FROM mapping WHERE header = $1
