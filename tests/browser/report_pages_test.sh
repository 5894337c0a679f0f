# The report as people see it: in a browser, wide and narrow, light and dark, of shops rich and poor,
# beside what the store says. Its pictures are in screenshots/ of the build's folder.
set -u
shots=$GW_BUILD_DIR/screenshots
rm -rf ./* "$shots"
mkdir -p pages "$shots"
fail() {
    echo "$*"
    exit 1
}
quiet() {
    "$GOODWILL" "$@" --quiet >said 2>&1 || { cat said && fail "goodwill $* failed"; }
}
look() {
    node "$GW_SOURCE_DIR/tests/browser/look.mjs" "$GW_BROWSER_DIR" "$shots" "$@"
}
# says NAME STORE: the page against the store.
says() {
    "$GOODWILL" ledger "$2" --json >ledger.json && "$GOODWILL" report "$2" --json >report.json &&
        node "$GW_SOURCE_DIR/tests/browser/says.mjs" "$GW_BROWSER_DIR" "pages/$1.html" \
            ledger.json report.json
}
# shop NAME CSV: a store of goodwill's own or mapped purchases, reckoned when it can be, and its page.
shop() {
    quiet init "$1.gw" --currency EUR
    [ -z "$2" ] || { printf '%b' "$2" >"$1.csv" && quiet import "$1.gw" "$1.csv" --yes; }
    [ -z "$2" ] || "$GOODWILL" reckon "$1.gw" --quiet >/dev/null 2>&1
    quiet report "$1.gw" -o "pages/$1.html"
}

export GOODWILL_EXAMPLES=$GW_SOURCE_DIR/examples
quiet demo cdnow
mv demo-report.html pages/cdnow.html && mv demo.gw cdnow.gw || fail "the demo of CDNOW left no report"
quiet demo
mv demo-report.html pages/grocer.html && mv demo.gw grocer.gw || fail "the demo left no report"
quiet init worked.gw --currency EUR --timezone Europe/Berlin
quiet import worked.gw "$GW_SOURCE_DIR/tests/golden/worked_ledger/exchanges.csv"
for setting in elasticity=2 choke_multiple=2 minute_of_support=0.50 fulfilment_per_order=4 \
    care_per_year=6; do
    quiet settings worked.gw "${setting%=*}" "${setting#*=}"
done
quiet reckon worked.gw --as-of 2025-12-31
quiet report worked.gw -o pages/worked.html
shop empty ''
shop one 'customer_id,date,amount\n7,2024-03-01,20\n7,2024-05-02,25\n7,2024-07-09,30\n'
rows='customer_id,date,amount\n'
for i in $(seq 40); do rows="$rows$i,2024-0$((1 + i % 9))-1$((i % 7)),$((10 + i))\\n"; done
shop once "$rows"
shop refunds 'customer_id,date,amount\n7,2024-03-01,20\n7,2024-05-02,-20\n8,2024-05-02,5\n8,2024-05-03,-5\n'
rows='customer_id,date,amount\n'
for i in $(seq 9); do
    for day in 01 08 17 26; do
        rows="$rows\"<script>alert($i)</script>\",2024-0$i-$day,1$i\\n"
        rows="$rows\"\"\"><img src=x onerror=alert(1)> & Co.\",2024-0$i-$day,2$i\\n"
    done
done
shop names "$rows"
# a shop whose prices moved by themselves: what its goods are worth is known, and a map can be drawn
python3 - <<'PYTHON' || fail "no shop with prices"
import datetime
import random
random.seed(7)
first = datetime.date(2022, 1, 1)
list_price = (4, 18, 60)
asked = [[p * random.choice((.8, 1, 1.2)) for _ in range(24)] for p in list_price]
def write(name, head, rows):
    with open(f"{name}.csv", "w") as file:
        print(head, *rows, sep="\n", file=file)
write("products", "product_id,name,rung,list,cost",
      (f"p{p},thing {p},{p + 1},{list_price[p]},{list_price[p] / 2}" for p in range(3)))
write("prices", "product_id,region,from,price",
      (f"p{p},,{first + datetime.timedelta(30 * t)},{asked[p][t]:.2f}" for p in range(3) for t in range(24)))
orders = []
for c in range(400):
    level = random.gammavariate(2, .5)
    for k in range(12):
        t, p = random.randrange(24), random.randrange(3)
        units = 10 * level * (asked[p][t] / list_price[p]) ** -2 * random.gammavariate(8, 1 / 8)
        paid = asked[p][t] * units
        orders.append(f"o{c}-{k},c{c},{first + datetime.timedelta(30 * t + random.randrange(30))},p{p},"
                      f"{units:.2f},{paid:.2f},{paid:.2f},0,0,{paid:.2f},{paid / 2:.2f}")
write("orders", "order_id,customer_id,ordered_at,product_id,units,list,reference,off_ours,off_third_party,"
      "paid,goods_cost", orders)
PYTHON
quiet init prices.gw --currency EUR
for file in products prices orders; do quiet import prices.gw $file.csv; done
for setting in fulfilment_per_order=4 value_of_hour=12 our_share=0.5; do
    quiet settings prices.gw "${setting%=*}" "${setting#*=}"
done
quiet reckon prices.gw
quiet report prices.gw -o pages/prices.html
# a shop that was imported but never reckoned
quiet init waiting.gw --currency EUR
quiet import waiting.gw one.csv --yes
quiet report waiting.gw -o pages/waiting.html

ok=yes
look pages/cdnow.html pages/grocer.html pages/prices.html --brief pages/worked.html pages/names.html pages/empty.html \
    pages/one.html pages/once.html pages/refunds.html pages/waiting.html || ok=no
for name in cdnow grocer prices worked names once; do says $name $name.gw || ok=no; done
grep -q 'The store holds no purchase' pages/empty.html || { echo "empty: no way on" && ok=no; }
grep -q 'goodwill reckon STORE' pages/refunds.html || { echo "refunds: no way on" && ok=no; }
grep -q '3 purchases of 1 customer\.' pages/waiting.html || { echo "waiting: no count" && ok=no; }
grep -q '&lt;script&gt;alert(' pages/names.html || { echo "names: not as text" && ok=no; }
! grep -q '<script\|<img' pages/names.html || { echo "names: markup" && ok=no; }
grep -q 'No map yet' pages/cdnow.html && grep -q 'your own setting' pages/worked.html &&
    ! grep -q 'id="map"' pages/worked.html && grep -q 'id="map"' pages/prices.html ||
    { echo "the map is drawn where it may not, or not where it may" && ok=no; }
[ $ok = yes ]
