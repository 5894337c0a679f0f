# Files that cannot be imported, and rows that cannot: said in a sentence, with the exit code of bad
# data, and nothing of them is kept.
. "$GW_SOURCE_DIR/tests/faults/faults.sh"
rm -rf ./*
small_shop shop.gw || exit 1
before=$(ledger_sum shop.gw)
same 42.50 "$before" "the shop before"

: >empty.csv
printf '\001\002\003\377\376\000\000junk' >binary.csv
printf 'a\0b,c\n' >nul.csv
iconv -f utf8 -t utf16 small.csv >utf16.csv
gzip -c small.csv | head -c 40 >short.csv.gz
head -c 200 "$GW_SOURCE_DIR/tests/cli/data/cdnow_summary.parquet" >short.parquet
printf 'customer,date,amount\n4,2024-01-03,"10.00\n' >quote.csv
printf 'customer,date,amount\n4,2024-13-03,10\n4,31.02.2024,10\n4,yesterday,5\n' >dates.csv
printf 'customer,date,amount\n4,2024-01-03,10,00\n' >comma.csv
printf 'customer,date,amount\n' >header.csv
mkdir folder.csv
printf 'x\n' >locked.csv

refuses 3 "is empty" "$GOODWILL" import shop.gw empty.csv --yes
refuses 3 "binary data" "$GOODWILL" import shop.gw binary.csv --yes
refuses 3 "binary data" "$GOODWILL" import shop.gw nul.csv --yes
works "$GOODWILL" import shop.gw utf16.csv --yes # the same table in other bytes
refuses 3 "cut short" "$GOODWILL" import shop.gw short.csv.gz --yes
refuses 3 "cut short" "$GOODWILL" import shop.gw short.parquet --yes
refuses 3 "cannot be split into columns" "$GOODWILL" import shop.gw quote.csv --yes
refuses 3 "no row could be used" "$GOODWILL" import shop.gw dates.csv --yes
grep -q "3: the date is no date" said.out || { echo "bad dates are not counted" && wrong=$((wrong + 1)); }
refuses 3 "no row could be used" "$GOODWILL" import shop.gw comma.csv --yes
refuses 3 "a header and no row below it" "$GOODWILL" import shop.gw header.csv --yes
refuses 3 "is a folder" "$GOODWILL" import shop.gw folder.csv --yes
refuses 4 "there is no file" "$GOODWILL" import shop.gw nowhere.csv --yes
printf 'customer,date,amount\n7,2024-01-03,10.00\n' >other.csv
refuses 2 'no column "Nope"' "$GOODWILL" import shop.gw other.csv --map customer=Nope,date=date,amount=amount
refuses 2 "no part of a mapping" "$GOODWILL" import shop.gw other.csv --map customer=customer,day=date
same "$before" "$(works "$GOODWILL" reckon shop.gw --quiet && ledger_sum shop.gw)" "the shop after bad files"

# decimal commas are read; equal rows are two purchases; a file cut in the middle of a row is told
printf 'customer;date;amount\n4;2024-01-03;10,50\n4;2024-01-04;1.234,50\n' >commas.csv
works "$GOODWILL" import shop.gw commas.csv --yes
printf 'customer,date,amount\n5,2024-01-03,10\n5,2024-01-03,10\n' >twice.csv
works "$GOODWILL" import shop.gw twice.csv --yes
printf 'customer,date,amount\n6,2024-01-03,10\n6,2024-0' >cut.csv
works "$GOODWILL" import shop.gw cut.csv --yes
grep -Eq 'set aside +1$' said.out || { echo "the row cut short is not set aside" && cat said.out && wrong=$((wrong + 1)); }
works "$GOODWILL" reckon shop.gw --quiet
same 1317.50 "$(ledger_sum shop.gw)" "the shop after good files"
done_with_faults
