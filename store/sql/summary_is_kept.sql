SELECT count(*) FROM summary_made WHERE code_version = $1
