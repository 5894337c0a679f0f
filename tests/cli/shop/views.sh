# Three views of the worked ledger; the page for a customer, and putting it right.
cp "$DATA/../../golden/worked_ledger/exchanges.csv" .
try goodwill init shop.gw --currency EUR --timezone Europe/Berlin --quiet
try goodwill import shop.gw exchanges.csv --quiet
for setting in "elasticity 2" "choke_multiple 2" "minute_of_support 0.5" "value_of_hour 12" "value_of_day_late 1" \
    "normal_cost_to_win 12" "late_effect_first_half_year 0.8" "late_effect_after 0.9" "repair_undoes 0.5" "our_share 0.5"; do
    # shellcheck disable=SC2086 # key and value are two words
    goodwill settings shop.gw $setting --quiet >/dev/null
done
try goodwill reckon shop.gw --as-of 2025-12-31 --quiet >/dev/null
for view in own credit risk; do
    try goodwill ledger shop.gw --view $view -o $view.csv --quiet
    cut -d, -f1-5,8,9 $view.csv | grep -E 'realised|line' | grep -vE ',(savings|purchases|service_cost),'
done
try goodwill ledger shop.gw --view theirs
try goodwill ledger shop.gw c2 | grep -E 'gained so far|price takes|share in|come to'
try goodwill ledger shop.gw c4 --statement
try goodwill ledger shop.gw c2 --statement -o page.txt
try goodwill ledger shop.gw c2 --statement -o page.html
sed -e '1,/<\/style>/d' -e 's/<[^>]*>/ /g' page.html | grep -v '^ *$'
try goodwill note shop.gw c2 "it was 50" --kind correction --corrects o3
try goodwill note shop.gw c2 "it was 50" --kind correction --corrects o9
try goodwill prove shop.gw
try goodwill prove shop.gw --truth nowhere
