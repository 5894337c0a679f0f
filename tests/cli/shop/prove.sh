# What was said of days to come, and what came of it.
head -n 1 "$EXAMPLES/cdnow/cdnow_sample.csv" >late.csv
grep ',1998-' "$EXAMPLES/cdnow/cdnow_sample.csv" >>late.csv
grep -v ',1998-' "$EXAMPLES/cdnow/cdnow_sample.csv" >early.csv
try goodwill init shop.gw --currency USD --quiet
goodwill import shop.gw early.csv --yes --quiet >/dev/null
try goodwill prove shop.gw
goodwill reckon shop.gw --horizon "13 weeks" >/dev/null
try goodwill prove shop.gw
goodwill import shop.gw late.csv --yes --quiet >/dev/null
try goodwill prove shop.gw
goodwill prove shop.gw --json | grep -c '"inside"'
# held to a limit, for a job that runs by itself
goodwill prove shop.gw --within 20% --quiet >/dev/null && echo "within 20 %"
goodwill prove shop.gw --within 15% >/dev/null || echo "exit $?"
try goodwill prove shop.gw --within some
try goodwill init new.gw --currency USD --quiet
goodwill prove new.gw --within 15% || echo "exit $?"
