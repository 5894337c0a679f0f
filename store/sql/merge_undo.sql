UPDATE person_merge SET undone_at = CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) WHERE merge = $1
