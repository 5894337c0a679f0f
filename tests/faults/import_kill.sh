#!/bin/bash
# kill -9 in the middle of an import, N times (20 when not said), at shares of its own time; then the
# same import again: the store holds what it holds without the kill, to the last exchange. Every fifth
# time the import is one of orders of which half were changed since the store had them.
#   tests/faults/import_kill.sh 50
# $GOODWILL is the program; build/dev/goodwill when it is not said.
set -u
home=$(dirname -- "$(readlink -f -- "$0")")/../..
program=${GOODWILL:-$home/build/dev/goodwill}
rounds=${1:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
fail() {
    echo "$*" >&2
    exit 1
}

# Two files that overlap, with names, numbers, rows set aside and rows the store has.
awk 'BEGIN {
    print "customer,date,amount" > "first.csv"
    print "customer,date,amount" > "second.csv"
    for (i = 0; i < 400000; i++) {
        who = i % 3 == 0 ? "p" i % 7919 "@example.com" : i % 5003
        day = sprintf("2024-%02d-%02d", 1 + i % 12, 1 + i % 28)
        row = who "," day "," (i % 9000) / 100
        if (i % 1000 == 0) row = ",someday," i
        if (i < 100000) print row > "first.csv"
        if (i >= 50000) print row > "second.csv"
    }
}'

# Shopify's orders, and the same ones later: every second was edited, every tenth cancelled.
awk 'BEGIN {
    head = "Name,Email,Financial Status,Currency,Subtotal,Taxes,Total,Created at,Lineitem quantity," \
        "Lineitem name,Lineitem price,Cancelled at"
    print head > "orders.csv"
    print head > "later.csv"
    for (i = 0; i < 40000; i++) {
        who = "#" i ",p" i % 7919 "@example.com,paid,EUR,"
        when = ",0," i ".00,2024-" sprintf("%02d-%02d", 1 + i % 12, 1 + i % 28) " 10:00:00 +0000,1,Tea,1,"
        print who i ".00" when > "orders.csv"
        print who i + i % 2 ".00" when (i % 10 == 0 ? "2024-12-31 10:00:00 +0000" : "") > "later.csv"
    }
}'

# The exchanges of some people, and who was set aside: the same for the same store.
digest() {
    local who
    for who in p0@example.com p21@example.com 1 7 5000; do
        "$program" export shop.gw $who --quiet 2>/dev/null |
            sed -n '/"exchange[a-z_]*": \[/,/^  \]/p' | grep -o '{.*}' | sort | cksum
    done
}

counts() {
    grep -E '^  (rows in|used|already known|set aside|changed|new customers)' "$1"
}

# prepare SECOND FIRST: before-SECOND.gw with the first file, and what the second makes of it.
prepare() {
    rm -f shop.gw*
    "$program" init shop.gw --currency EUR --quiet || fail "no store"
    "$program" import shop.gw "$2" --yes >/dev/null || fail "no first import"
    cp shop.gw "before-$1.gw"
    local began
    began=$(date +%s%N)
    "$program" import shop.gw "$1" --yes >"whole-$1" || fail "no second import"
    echo $((($(date +%s%N) - began) / 1000000)) >"took-$1"
    digest >"digest-$1"
    counts "whole-$1" >"counts-$1"
}

prepare second.csv first.csv
prepare later.csv orders.csv
grep -q '^  changed *24,000' whole-later.csv || fail "$(cat whole-later.csv)"
died=0
for round in $(seq "$rounds"); do
    file=second.csv
    [ $((round % 5)) = 0 ] && file=later.csv
    rm -f shop.gw.wal
    cp "before-$file.gw" shop.gw
    "$program" import shop.gw $file --yes >/dev/null 2>&1 &
    pid=$!
    sleep "$(awk -v t="$(cat took-$file)" -v n="$round" -v all="$rounds" \
        'BEGIN {print t * n / (all + 1) / 1000}')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && died=$((died + 1))
    "$program" import shop.gw $file --yes >again || fail "round $round: cannot be repeated"
    if ! grep -q 'known already, and was not read again' again; then
        counts again | cmp -s - "counts-$file" || fail "round $round: half was kept: $(cat again)"
    fi
    digest | cmp -s - "digest-$file" || fail "round $round: the store is another"
done
[ $died -gt 0 ] || fail "no import was killed in time"
echo "$died of $rounds killed in the middle; the store is the same each time"
