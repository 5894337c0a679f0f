# What goods, sending and winning cost, from files, to the cent. Worked by hand:
#   ann   bought 2 teas and a pot on 10 January: 2 x 10.00 + 30.00 = 50.00. A tea cost 4.00 until February,
#         4.50 from then on, a pot 12.50: goods 20.50, so 29.50 are ours; two parcels, 4.10 + 3.15 = 7.25.
#   bob   bought 2 teas late on 31 January in UTC, in Berlin on 1 February: 20.00 - 2 x 4.50 = 11.00; one parcel, 3.95.
#   cleo  bought a vase on 20 January, 25.00, and nobody said what it cost: 25.00 are shown; no parcel.
#   ads   7.00 + 3.01 = 10.01 in January, and ann came through it in January: all hers. 5.00 in February: bob's.
#   fair  30.00 in February: nobody is known to have come through it, so it is nobody's.
#   all   2.01 in January, whatever they came through: ann 1.01 (the lower number), cleo 1.00.
{
    echo 'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku'
    echo '#1,ann@x.org,paid,EUR,50.00,0,0,50.00,0,2025-01-10 10:00:00 +0000,2,Tea,10.00,TEA'
    echo '#1,ann@x.org,,,,,,,,2025-01-10 10:00:00 +0000,1,Pot,30.00,POT'
    echo '#2,bob@x.org,paid,EUR,20.00,0,0,20.00,0,2025-01-31 23:30:00 +0000,2,Tea,10.00,TEA'
    echo '#3,cleo@x.org,paid,EUR,25.00,0,0,25.00,0,2025-01-20 10:00:00 +0000,1,Vase,25.00,'
} >orders_export.csv
printf 'product_id,from,unit_cost\nTEA,,4.00\nTEA,2025-02-01,4.50\nPOT,,12.50\n' >product_costs.csv
{
    echo '{"order_id":"#1","shipping_cost":4.10,"parcel_id":"a"}'
    echo '{"order_id":"#1","shipping_cost":3.15,"parcel_id":"b"}'
    echo '{"order_id":"#2","shipping_cost":3.95,"shipped_on":"2025-02-01"}'
    echo '{"order_id":"#9","shipping_cost":3.95}'
} >shipping.jsonl
printf 'channel,day,spend\nads,2025-01-03,7.00\nads,2025-01-31,3.01\nads,2025-02-01,5.00\nfair,2025-02-08,30.00\nall,2025-01-05,2.01\n' >ad_spend.csv
printf 'customer_id,joined_on,channel\nann@x.org,,ads\nbob@x.org,,ads\n' >customers.csv

lines() {
    goodwill ledger "$1" "$2" --json --quiet | tr -d ' \n' |
        grep -o '"line":"\(purchases\|service_cost\|acquisition\)"[^}]*"realised":[-0-9.a-z]*,"realised_basis":"[a-z_]*"' |
        sed 's/"side.*"realised":/ /; s/"line"://; s/"realised_basis"://'
}

try goodwill init shop.gw --currency EUR --timezone Europe/Berlin --quiet
# costs of winning may come first: they are shared when it is known who came
try goodwill import shop.gw ad_spend.csv
try goodwill import shop.gw product_costs.csv orders_export.csv customers.csv --quiet | grep -c 'used'
try goodwill import shop.gw shipping.jsonl
goodwill reckon shop.gw --quiet >reckoned
for who in ann@x.org bob@x.org cleo@x.org; do
    echo $who
    lines shop.gw $who
done
try goodwill why shop.gw ann@x.org acquisition | grep -E 'so far|cost  '

# the other way round it comes to the same
try goodwill init other.gw --currency EUR --timezone Europe/Berlin --quiet
for file in customers.csv product_costs.csv orders_export.csv shipping.jsonl ad_spend.csv; do
    goodwill import other.gw $file --quiet >receipt
done
goodwill reckon other.gw --quiet >reckoned
for who in ann@x.org bob@x.org cleo@x.org; do
    lines shop.gw $who >here
    lines other.gw $who | diff here - && echo "$who the same"
done

# a month told anew counts as it is told last; taking it back brings the former back
printf 'channel,day,spend\nads,2025-01-31,13.01\n' >restated.csv
try goodwill import other.gw restated.csv
try goodwill import other.gw --withdraw 6
goodwill reckon other.gw --quiet >reckoned
lines other.gw ann@x.org | diff <(lines shop.gw ann@x.org) - && echo 'as before'
