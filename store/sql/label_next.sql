-- One source of labels: a column for each kind that it tells of.
CREATE OR REPLACE TEMP TABLE label_row AS {{source}}
