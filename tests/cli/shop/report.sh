# The report: where it may go, and what it says to programs. How it looks: tests/browser.
try goodwill report
try goodwill report nowhere.gw -o report.html
goodwill init shop.gw --currency EUR --quiet
try goodwill report shop.gw
try goodwill report shop.gw -o report.html --json
try goodwill report shop.gw -o no/folder/report.html
try goodwill report shop.gw -o report.html
tail -n 1 report.html
goodwill report shop.gw -o - --quiet | cmp - report.html && echo "the same on standard output"
goodwill report shop.gw --json | grep -v '^ "to_'
cp "$EXAMPLES/cdnow/cdnow_sample.csv" .
goodwill import shop.gw cdnow_sample.csv --quiet >/dev/null
goodwill reckon shop.gw --hide-from 1997-10-01 --quiet >/dev/null
goodwill report shop.gw --json | python3 -c '
import collections, json, sys
r = json.load(sys.stdin)
print(r["as_of"], r["customers"], [c["customers"] for c in r["cohorts"]])
for picture, n in sorted(collections.Counter(p["picture"] for p in r["pictures"]).items()):
    print(picture, n)
sums = collections.Counter()
for p in r["pictures"]:
    if p["picture"] == "tracking":
        sums[p["series"]] += p["y"]
print({k: round(v) for k, v in sorted(sums.items())})'
ls
