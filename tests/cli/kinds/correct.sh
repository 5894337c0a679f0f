# What a customer says is wrong, with what is right: kept as the difference, seen in every sum; then
# what is refused. The second of two corrections starts from the first.
goodwill init shop.gw --currency EUR --quiet
goodwill import shop.gw "$EXAMPLES"/kinds/customers.csv --quiet >/dev/null
note() { goodwill note shop.gw "$@" --quiet || echo "exit $?"; }
sums() {
    goodwill reckon shop.gw --quiet >/dev/null
    goodwill ledger shop.gw anna --json | grep -A 4 -E '"line": "(savings|purchases|kindness_cost|effort|promises)"' |
        grep -E '"(line|realised)":' | paste - - | tr -s ' '
    goodwill ledger shop.gw anna | grep 'Put right'
}
goodwill settings shop.gw value_of_hour 12 --quiet >/dev/null
goodwill settings shop.gw value_of_day_late 1 --quiet >/dev/null
note anna "beans" --kind purchase --order f1 --amount 20 --off 2 --goods 9 --day 2025-04-01
note anna "more beans" --kind purchase --order f2 --amount 30 --goods 14 --day 2025-04-20
note anna "by van" --kind delivery --order f1 --promised 2025-04-03 --delivered 2025-04-06
note anna "where is it" --kind contact_in --id k1 --their-minutes 10 --day 2025-04-05
sums
note anna "it was 18" --kind correction --corrects f1 --changes paid --amount 18
note anna "3 were taken off" --kind correction --corrects f1 --changes off --amount 3
note anna "one day only" --kind correction --corrects f1 --changes days_late --amount 1
note anna "twenty minutes" --kind correction --corrects k1 --changes minutes --amount 20
sums
note anna "no, 19" --kind correction --corrects f1 --changes paid --amount 19
sums
goodwill ledger shop.gw anna --statement -o page.html --quiet
grep -oE '(correction|a correction)[^\n]*|paid: [0-9., not]*' page.html | grep -oE 'paid: [0-9., not]*'

note anna "x" --kind correction --corrects f9 --changes paid --amount 3
note anna "x" --kind correction --corrects f2 --changes worth --amount 3
note anna "x" --kind correction --corrects f2 --changes price --amount 3
note anna "x" --kind correction --corrects f2 --changes paid
note anna "x" --kind correction --corrects f2 --amount 3
note anna "x" --kind correction --corrects savings --changes paid --amount 3
note anna "x" --kind correction --corrects f2 --changes paid --amount 30
note anna "x" --kind correction --corrects f2 --changes paid --amount -3
note ben "x" --kind correction --corrects f2 --changes paid --amount 3
