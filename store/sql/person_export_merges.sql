SELECT CAST(to_json(m) AS VARCHAR) FROM person_merge m WHERE into_no = $1 OR from_no = $1
