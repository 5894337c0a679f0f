SELECT low, likely, high, said_by FROM setting WHERE key = $1
