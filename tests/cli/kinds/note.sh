# A note of every kind, with what each needs; then what is refused.
goodwill init shop.gw --currency EUR --quiet
goodwill import shop.gw "$EXAMPLES"/kinds/customers.csv "$EXAMPLES"/kinds/orders.csv >/dev/null
note() { goodwill note shop.gw "$@" --quiet || echo "exit $?"; }
note anna "bought beans at the fair" --kind purchase --order f1 --amount 20 --off 2 --goods 9.90 --day 2025-04-01
note anna "half were bad" --kind refund --order f1 --amount 10 --goods-back no --their-minutes 5
note ben "a box a month" --kind subscription_start --amount 12 --goods 6 --day 2025-02-01
note ben "second box" --kind subscription_renew --amount 12 --day 2025-03-01
note ben "moved away" --kind subscription_end --day 2025-03-10
note cleo "Anna told her" --kind referral --other anna --day 2025-03-04
note ben "fine beans" --kind review --score 5/5 --order o2
note anna "would tell a friend" --kind answer --topic nps --score 9/10
note ben "put the beans by the door" --kind advice --topic "the shop window"
note anna "they are dearer" --kind comparison --topic "another garden shop"
note anna "spoke well of us" --kind brand_words --topic instagram
note ben "smaller bags" --kind request --id r1
note cleo "by van" --kind delivery --order o3 --promised 2025-03-08 --delivered 2025-03-10 --channel van
note ben "loyalty coupon" --kind discount --amount 2 --order o2 --by third_party
note anna "for bringing Cleo" --kind reward --amount 5 --worth 5
note ben "a packet of seeds" --kind gift --amount 1 --worth 3
note anna "a card" --kind thanks --topic card --amount 2
note anna "came broken" --kind incident --topic broken --order o1 --day 2025-01-15
note anna "sent another" --kind repair --order o1 --amount 6 --worth 8
note anna "asked where it was" --kind contact_in --id k1 --our-minutes 8 --their-minutes 12
note anna "spring letter" --kind message --channel letter --topic spring
note anna "on its way" --kind reply --answers k1
note ben "small bags now" --kind change --answers r1
note ben "courier" --kind cost --amount 4.50 --topic postage --order o2
note dora "met her at the fair"
note anna "it came a day later" --kind correction --corrects o1
goodwill reckon shop.gw --as-of 2099-12-31 --quiet >/dev/null
for customer in anna ben cleo dora; do
    goodwill why shop.gw "$customer" savings | grep -E '^20' | sed "s/^$(date +%F)/today     /"
done

note anna "x" --kind refund --order o1 --amount 1000
note anna "x" --kind refund --order o2 --amount 1
note anna "x" --kind refund
note anna "x" --kind referral --other anna
note anna "x" --kind referral --other cleo
note anna "x" --kind referral --other nobody
note anna "x" --kind change --answers r9
note anna "x" --kind change
note anna "x" --kind correction --corrects o2
note anna "x" --kind delivery --order o1
note anna "x" --kind delivery --order o1 --promised 2024-01-01
note anna "x" --kind review --score 7/10
note anna "x" --kind answer --score 11/10
note anna "x" --kind advice --amount 3
note anna "x" --kind cost
note anna "x" --kind purchase --amount -3
note anna "x" --kind purchase --amount 3 --day soon
note anna "x" --kind advise
note zoe "x" --kind advice
