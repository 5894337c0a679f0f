-- A row that the table says already is known; one that says something else is the newer word.
UPDATE import_kept SET known = TRUE FROM {{table}}_used h WHERE import_kept.problem IS NULL AND {{same}};
