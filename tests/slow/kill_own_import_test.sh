#!/bin/bash
# kill -9 in the middle of an import of goodwill's own files, twelve times, at shares of its own time: each
# file is whole or absent, the same command again brings the rest, and in the end all is known.
set -u
fail() {
    echo "$*" >&2
    exit 1
}
program=$GOODWILL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

awk 'BEGIN {
    print "order_id,customer_id,ordered_at,product_id,paid,goods_cost" > "orders.csv"
    print "order_id,refunded_at,product_id,amount" > "refunds.csv"
    print "contact_id,customer_id,at,minutes_ours,minutes_theirs,answered_at" > "contacts.csv"
    for (i = 0; i < 60000; i++) {
        who = i % 2 == 0 ? "p" i % 997 : i % 991
        day = sprintf("2024-%02d-%02d", 1 + i % 12, 1 + i % 28)
        # an order in 500 has no day
        print "o" i "," who "," (i % 500 == 0 ? "someday" : day) ",bean," i % 90 + 1 ",1" > "orders.csv"
        if (i % 3 == 0) print "o" i ",2025-01-01,bean,1" > "refunds.csv"
        if (i % 4 == 0) print "k" i "," who "," day ",1,2," day > "contacts.csv"
    }
}'

counts() {
    tr -d , | awk '$1 == "used" {u = $2} /already known/ {k = $3} /set aside/ {print u " " k " " $3}'
}

"$program" init shop.gw --currency EUR --quiet || fail "no store"
cp shop.gw clean.gw
began=$(date +%s%N)
"$program" import shop.gw ./*.csv >whole || fail "no import"
took=$((($(date +%s%N) - began) / 1000000))
counts <whole >first # orders, refunds, contacts, as they are when new
[ "$(tr "\n" " " <first)" = "59880 0 120 19960 0 40 15000 0 0 " ] || fail "not the rows: $(cat first)"
"$program" import shop.gw ./*.csv | counts >known || fail "no second import"

died=0
for round in $(seq 12); do
    rm -f shop.gw.wal
    cp clean.gw shop.gw
    "$program" import shop.gw ./*.csv >/dev/null 2>&1 &
    pid=$!
    sleep "$(awk -v t="$took" -v n="$round" 'BEGIN {print t * n / 13 / 1000}')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && died=$((died + 1))
    "$program" import shop.gw ./*.csv | counts >again || fail "round $round: cannot be repeated"
    paste -d'|' again first known | while IFS='|' read -r got new old; do
        [ "$got" = "$new" ] || [ "$got" = "$old" ] || exit 1
    done || fail "round $round: half a file was kept: $(cat again)"
    "$program" import shop.gw ./*.csv | counts | cmp -s - known || fail "round $round: not all is known"
done
[ $died -gt 0 ] || fail "no import was killed in time"
echo "$died of 12 killed in the middle; each file is whole or absent"
