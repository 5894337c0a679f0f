SELECT count(*) FROM {{lines}} AS file WHERE coalesce(line, '') = ''
