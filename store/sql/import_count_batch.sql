SELECT count(*) FROM {{table}} WHERE batch = {{batch}}
