# The 39 weeks after 1997-09-30 hidden, as in the papers: 1,882 days came.
try goodwill demo cdnow
try goodwill reckon demo.gw --hide-from 1997-10-01 --model bg_nbd --json | grep -E '"(model|still_a_customer_by|hidden_days)"'
