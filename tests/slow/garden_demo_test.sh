# goodwill demo garden: of the garden's files nothing is set aside but what was planted, file by file;
# the ledger's realised savings, surplus excepted, are those of the files; made anew it is the same.
set -u
rm -rf ./*
fail() {
    echo "$*" >&2
    exit 1
}
"$GOODWILL" demo garden --quiet >said || fail "no demo"
cat said
tail -n +2 demo-garden/truth/planted.csv | cut -d, -f1 | sort | uniq -c | awk '{print $2, $1}' |
    sort >planted
awk '/^file / {inside = 1; next} /^What was set aside/ {inside = 0}
    inside && $3 > 0 {print $1, $3}' said | sort >aside
diff planted aside || fail "set aside is not what was planted"
[ "$(wc -l <aside)" -ge 5 ] || fail "too little was planted"
[ "$(awk '/^[a-z]*.csv / && $2 > 0' said | wc -l)" = 20 ] || fail "a file brought nothing"

"$GOODWILL" ledger demo.gw -o ledger.csv --quiet || fail "no ledger"
python3 - <<'PYTHON' || fail "the ledger is not that of the files"
import csv
import sys

def rows(name):
    return list(csv.DictReader(open(f"demo-garden/{name}.csv", newline="")))

wrong = {(p["file"], int(p["row"])) for p in rows("truth/planted")}
off = {}
for i, o in enumerate(rows("orders")):
    if ("orders.csv", i + 1) not in wrong:
        off[o["order_id"], o["product_id"]] = float(o["off_ours"]) + float(o["off_third_party"])
savings = sum(off.values())
for i, r in enumerate(rows("refunds")):
    if ("refunds.csv", i + 1) not in wrong:
        savings -= off[r["order_id"], r["product_id"]]
savings += sum(float(t["worth"]) for t in rows("thanks")) + sum(float(r["worth"]) for r in rows("repairs"))
ledger = sum(float(r["amount"]) for r in csv.DictReader(open("ledger.csv", newline=""))
             if r["line"] == "savings" and r["tense"] == "realised" and r["amount"])
print(f"savings: {ledger:.2f} in the ledger, {savings:.2f} in the files")
sys.exit(abs(ledger - savings) > 0.005)
PYTHON

sha256sum demo-garden/*.csv demo-garden/truth/*.csv >first
"$GOODWILL" demo garden --quiet >again || fail "not made anew"
sha256sum --check --quiet first || fail "another garden"
diff <(grep -v seconds said) <(grep -v seconds again) || fail "another ledger"
