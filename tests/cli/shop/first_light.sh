# A shop from nothing to both sides: the grocer, to the cent.
cp "$EXAMPLES/grocer/baskets.csv.gz" .
try goodwill init shop.gw --currency USD --timezone America/New_York
try goodwill import shop.gw baskets.csv.gz
try goodwill import shop.gw baskets.csv.gz
try goodwill ledger shop.gw
try goodwill reckon shop.gw --quiet | head -3
try goodwill ledger shop.gw --limit 3
try goodwill ledger shop.gw 2467
try goodwill ledger shop.gw -o ledger.csv
echo "savings: $(awk -F, '$3=="savings" && $4=="realised" {s+=$5} END {printf "%.2f", s}' ledger.csv)"
echo "received: $(awk -F, '($3=="purchases" || $3=="kindness_cost") && $4=="realised" {s+=$5} END {printf "%.2f", s}' ledger.csv)"
echo "kindness: $(awk -F, '$3=="kindness_cost" && $4=="realised" {s+=$5} END {printf "%.2f", s}' ledger.csv)"
head -3 ledger.csv
try goodwill why shop.gw 2467 savings | tail -5
try goodwill settings shop.gw elasticity 1.5,2,3
try goodwill ledger shop.gw 2467 | grep "above the price"
