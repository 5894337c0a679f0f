# Rows that cannot be right beside one that is: the receipt tells each, and the sums are of the good one.
goodwill init shop.gw --currency EUR --quiet
goodwill import shop.gw "$EXAMPLES"/kinds/customers.csv --quiet >/dev/null
printf 'order_id,customer_id,ordered_at,product_id,paid,currency\no1,anna,2025-02-10,,20,\no2,ben,2025-02-11,,9,CHF\no3,ben,2025-02-11,bean,,\n' >orders.csv
printf 'order_id,refunded_at,product_id,amount\no1,2025-02-12,,20.01\no9,2025-02-12,,1\n' >refunds.csv
printf 'customer_id,at,question,score\nanna,2025-02-12,nps,11\n' >answers.csv
printf 'referrer_id,customer_id,at\nben,cleo,2025-01-19\n' >referrals.csv
printf 'customer_id,at,kind,amount,words,corrects_id\nanna,2025-02-12,correction,,less,o7\n' >notes.csv
goodwill import shop.gw orders.csv
for file in refunds answers referrals notes; do
    goodwill import shop.gw $file.csv || echo "exit $?"
done
printf 'currency,from,rate\nCHF,2025-01-01,1.05\n' >rates.csv
goodwill import shop.gw rates.csv --quiet
goodwill import shop.gw orders.csv
