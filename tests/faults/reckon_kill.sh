#!/bin/bash
# kill -9 in the middle of a reckoning of a shop in which everything passes that can, N times (20 when not
# said), at shares of its own time, the last fifth of it more often: the ledger in its three views is the
# old one or the new one, whole, and a further reckoning gives what one gives that nobody killed.
#   tests/faults/reckon_kill.sh 50
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

# Every line of everybody with its ranges and bases: the credit view has the own one's lines.
digest() {
    local view
    for view in credit risk; do
        "$program" ledger shop.gw --view $view -o $view.csv --quiet 2>/dev/null || return 1
        cksum <$view.csv
    done
}

reckon() {
    "$program" reckon shop.gw --model nbd --quiet >/dev/null
}

# Before: orders, what customers said and got. After: contracts, who brought whom, prices and costs too.
"$program" simulate garden -o garden --customers 150 --seed 5 --quiet || fail "no garden"
"$program" init shop.gw --currency EUR --quiet || fail "no store"
for key in "value_of_hour 12" "value_of_day_late 1" "elasticity 1.5,2,3"; do
    # shellcheck disable=SC2086 # key and value are two words
    "$program" settings shop.gw $key --quiet >/dev/null || fail "no setting"
done
"$program" import shop.gw garden/customers.csv garden/orders.csv garden/answers.csv garden/thanks.csv \
    --quiet >/dev/null || fail "no first import"
reckon || fail "no first reckoning"
before=$(digest) || fail "no first ledger"
"$program" import shop.gw garden/*.csv --quiet >/dev/null || fail "no second import"
[ "$(digest)" = "$before" ] || fail "an import changes the ledger of a reckoning"
cp shop.gw clean.gw
began=$(date +%s%N)
reckon || fail "no second reckoning"
took=$((($(date +%s%N) - began) / 1000000))
after=$(digest) || fail "no second ledger"
[ "$before" != "$after" ] || fail "the second reckoning changes nothing"
for line in referrals subscriptions promises effort attention satisfaction; do
    grep -q ",$line,.*assumed\|,$line,.*modelled\|,$line,.*measured" credit.csv || fail "there is no line $line"
done

died=0
old=0
for round in $(seq "$rounds"); do
    rm -f shop.gw.wal
    cp clean.gw shop.gw
    "$program" reckon shop.gw --model nbd --quiet >/dev/null 2>&1 &
    pid=$!
    sleep "$(awk -v t="$took" -v n="$round" -v all="$rounds" \
        'BEGIN {x = n / all; x = x < .6 ? x * 4 / 3 : .8 + (x - .6) / 2; print t * x / 1000}')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && died=$((died + 1))
    now=$(digest) || fail "round $round: the store cannot be read"
    [ "$now" = "$before" ] && old=$((old + 1))
    [ "$now" = "$before" ] || [ "$now" = "$after" ] || fail "round $round: neither the old ledger nor the new one"
    reckon || fail "round $round: no reckoning after the dead one"
    [ "$(digest)" = "$after" ] || fail "round $round: the reckoning after the dead one is another"
done
[ $died -gt $((rounds / 4)) ] || fail "only $died of $rounds were killed in time"
[ $old -gt 0 ] || fail "none was killed before it was done"
echo "$died of $rounds killed in the middle, $old with the old ledger left; the next one is the same each time"
