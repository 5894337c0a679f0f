# Wrong use and bad files: one sentence each, and nothing half-written.
try goodwill init shop.gw
try goodwill init shop.gw --currency euro
try goodwill init shop.gw --currency EUR --timezone Europe/Berlim
try goodwill init shop.gw --currency EUR --margin lots
ls
try goodwill init shop.gw --currency EUR
try goodwill init shop.gw --currency EUR
try goodwill init nowhere/shop.gw --currency EUR
try goodwill ledger shop.gw
try goodwill reckon shop.gw
try goodwill why shop.gw
try goodwill import shop.gw
try goodwill import shop.gw missing.csv
: > empty.csv
try goodwill import shop.gw empty.csv
printf '\377\376a\0b\0' > utf16.csv
try goodwill import shop.gw utf16.csv
head -c 4000 /bin/ls > binary.csv
try goodwill import shop.gw binary.csv
gzip -c "$DATA/../models/bad_input.sh" | head -c 100 > cut.csv.gz
try goodwill import shop.gw cut.csv.gz
printf 'who,when,how much\nann,2025-01-02,5\n' > odd.csv
try goodwill import shop.gw odd.csv
try goodwill import shop.gw odd.csv --map customer=who
try goodwill import shop.gw odd.csv --map customer=who,date=when,amount=price
try goodwill import shop.gw odd.csv --as shopfy
try goodwill import shop.gw odd.csv --map 'customer=who,date=how much,amount=when'
try goodwill import shop.gw odd.csv --map 'customer=who,date=when,amount=how much' --dry-run
try goodwill import shop.gw odd.csv --map 'customer=who,date=when,amount=how much'
printf 'customer,date,amount\nann,2025-13-40,5\nbob,2025-01-02,1.234.5\ncid,,3\n,2025-01-01,3\ndan,2025-02-03,"7,50"\nann,2025-02-03,5,extra\n' > rows.csv
try goodwill import shop.gw rows.csv --yes --rejects rejects.csv
cat rejects.csv
try goodwill import shop.gw --withdraw 7
try goodwill import shop.gw --withdraw 1
try goodwill import shop.gw --withdraw 1
try goodwill import shop.gw --restore 1
try goodwill reckon shop.gw --horizon never
try goodwill reckon shop.gw --rate 10
try goodwill reckon shop.gw --as-of yesterday
try goodwill reckon shop.gw --as-of 1990-01-01
try goodwill reckon shop.gw --model pareto
try goodwill reckon shop.gw --quiet
try goodwill ledger shop.gw nobody
try goodwill ledger shop.gw --sort money
try goodwill ledger shop.gw -o ledger.xls
try goodwill ledger shop.gw -o /nowhere/ledger.csv
try goodwill why shop.gw ann salary
try goodwill note shop.gw nobody "hello"
try goodwill note shop.gw ann "hello" --kind requst
try goodwill note shop.gw ann "hello" --score 11/10
try goodwill note shop.gw ann "hello" --amount much
try goodwill settings shop.gw margn
try goodwill settings shop.gw margin 140%
try goodwill demo baker
printf 'not a store' > text.gw
try goodwill ledger text.gw
try goodwill ledger missing.gw
