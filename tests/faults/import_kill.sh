#!/bin/bash
# kill -9 in the middle of an import, N times (20 when not said), at shares of its own time; then the
# same import again: the store holds what it holds without the kill, to the last exchange.
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

# The exchanges of some people, and who was set aside: the same for the same store.
digest() {
    local who
    for who in p0@example.com p21@example.com 1 7 5000; do
        "$program" export shop.gw $who --quiet |
            sed -n '/"exchange": \[/,/^  \]/p' | grep -o '{.*}' | sort | cksum
    done
}

"$program" init shop.gw --currency EUR --quiet || fail "no store"
"$program" import shop.gw first.csv --yes >/dev/null || fail "no first import"
cp shop.gw before.gw
began=$(date +%s%N)
"$program" import shop.gw second.csv --yes >whole || fail "no second import"
took=$((($(date +%s%N) - began) / 1000000))
expected=$(digest)
wanted=$(grep -E '^  (rows in|used|already known|set aside|new customers)' whole)
died=0
for round in $(seq "$rounds"); do
    rm -f shop.gw.wal
    cp before.gw shop.gw
    "$program" import shop.gw second.csv --yes >/dev/null 2>&1 &
    pid=$!
    sleep "$(awk -v t="$took" -v n="$round" -v all="$rounds" 'BEGIN {print t * n / (all + 1) / 1000}')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && died=$((died + 1))
    "$program" import shop.gw second.csv --yes >again || fail "round $round: cannot be repeated"
    if ! grep -q 'known already, and was not read again' again; then
        got=$(grep -E '^  (rows in|used|already known|set aside|new customers)' again)
        [ "$got" = "$wanted" ] || fail "round $round: half an import was kept: $got"
    fi
    now=$(digest)
    [ "$now" = "$expected" ] || fail "round $round: the store is another: $now, not $expected"
done
[ $died -gt 0 ] || fail "no import was killed in time"
echo "$died of $rounds killed in the middle; the store is the same each time"
