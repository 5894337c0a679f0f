# What a shop owner trips over: another export than the orders, a margin of 40, tax inside a till's amounts,
# rows to find in a spreadsheet, refunds among what is used.
try goodwill init shop.gw --currency EUR --timezone Europe/Berlin --quiet
try goodwill settings shop.gw margin 40
try goodwill settings shop.gw margin 0,40
try goodwill settings shop.gw margin 40% --quiet

{
    echo 'Handle,Title,Vendor,Variant SKU,Variant Price,Cost per item'
    echo 'tea,Tea,us,TEA1,10.00,4.00'
} >products_export.csv
try goodwill import shop.gw products_export.csv
printf 'sku,stock,shelf\nA1,5,left\nA2,6,right\n' >stock.csv
try goodwill import shop.gw stock.csv
printf 'customer,date,amount\n' >header.csv
try goodwill import shop.gw header.csv

# rows 2 to 9 as a spreadsheet shows them: a row of two lines, a blank one, one too long
cat >till.csv <<'CSV'
card,day,gross,remark
ann,2025-01-02,119.00,
bob,2025-01-03,23.80,"asked for
two bags"

cid,2025-13-40,5.00,
dora,2025-01-04,5.00,one,more
eve,soon,5.00,
ann,2025-01-20,-11.90,brought back
,2025-01-21,5.00,
CSV
try goodwill import shop.gw till.csv --map customer=card,date=day,amount=gross --dry-run
try goodwill import shop.gw till.csv --map customer=card,date=day,amount=gross,tax=19% --rejects aside.csv
cut -d, -f1-3 aside.csv
try goodwill import shop.gw till.csv --map customer=card,date=day,amount=gross,tax=1900%
try goodwill reckon shop.gw --quiet >reckoned
try goodwill why shop.gw ann purchases | sed -n '1,6p'

# the next file with this header is read the same
printf 'card,day,gross,remark\nbob,2025-02-03,11.90,\n' >february.csv
try goodwill import shop.gw february.csv
# a known kind says its tax only where its file may not
cp "$EXAMPLES/../tests/data/shops/paypal.csv" .
try goodwill import shop.gw paypal.csv --map tax=25% --json | grep -A 14 '"parts"'
cp "$EXAMPLES/../tests/data/shops/square_items.csv" .
try goodwill import shop.gw square_items.csv --map tax=25%
