-- What was written beside a note, where its kind has no place of its own for words.
UPDATE import_kept SET body = {{body}} WHERE body IS NULL AND topic IS DISTINCT FROM {{body}}
