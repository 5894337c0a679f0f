INSERT INTO {{into}} BY NAME
SELECT {{batch}} AS batch, {{columns}} FROM import_kept
WHERE problem IS NULL AND NOT known AND part = {{part}}
