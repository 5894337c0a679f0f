# Each page of help, with its example.
try goodwill
try goodwill --help | head -3
try goodwill models --help
try goodwill models fit --help
try goodwill models score --help
try goodwill models fit no_such_model -h --input | head -1
try goodwill --version
