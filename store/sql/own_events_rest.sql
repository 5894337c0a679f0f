-- Events that no kind of file stands for.
SELECT row_no, CASE WHEN event IS NULL THEN 'no event'
    WHEN event NOT IN ({{events}}) THEN 'no event that goodwill keeps'
    WHEN NOT good AND currency IS NOT NULL THEN 'another currency than the store''s'
    ELSE 'its properties are no JSON' END AS problem
FROM import_events WHERE NOT good OR event NOT IN ({{events}})
