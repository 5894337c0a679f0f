#!/bin/bash
# kill -9 at any moment of an import and of a reckoning, twenty times each: the store opens again, an
# import is whole or absent, and the ledger is that of the old reckoning or of the new one.
set -u
fail() {
    echo "$*" >&2
    exit 1
}
program=$GOODWILL
examples=$GW_SOURCE_DIR/examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
gzip -dc "$examples/grocer/baskets.csv.gz" | head -n 20001 >first.csv
{ gzip -dc "$examples/grocer/baskets.csv.gz" | head -n 1; gzip -dc "$examples/grocer/baskets.csv.gz" |
    sed -n '20002,40001p'; } >second.csv

# took COMMAND...: how long it takes, in milliseconds.
took() {
    local began
    began=$(date +%s%3N)
    "$@" >/dev/null 2>&1
    echo $(($(date +%s%3N) - began))
}

# killed_at SHARE WHOLE COMMAND...: kills it after that many twentieths of its whole time, in
# milliseconds; whether it was still running then. Moments are spread over the run, not left to chance.
killed_at() {
    local wait_ms=$(($1 * $2 / 20)) pid
    shift 2
    "$@" >/dev/null 2>&1 &
    pid=$!
    sleep "$((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    [ $? = 137 ]
}

sum_of() {
    rm -f ledger.csv
    "$program" ledger shop.gw -o ledger.csv --quiet || return 1
    awk -F, '$3 == "savings" && $4 == "realised" {s += $5} END {printf "%.2f\n", s}' ledger.csv
}

"$program" init shop.gw --currency USD --quiet || fail "no store"
"$program" import shop.gw first.csv >/dev/null || fail "no first import"
"$program" reckon shop.gw --quiet >/dev/null || fail "no first reckoning"
before=$(sum_of) || fail "no ledger"
cp shop.gw clean.gw

# Used and already known, of a receipt.
counts() {
    tr -d , | awk '$1 == "used" {u = $2} /already known/ {k = $3} END {print u " " k}'
}

whole=$("$program" import shop.gw second.csv | counts) # then the file is known by its bytes
all=$("$program" import shop.gw second.csv | counts | cut -d' ' -f2)
cp clean.gw shop.gw && rm -f shop.gw.wal
time_of_import=$(took "$program" import shop.gw second.csv)
died=0
for round in $(seq 20); do
    cp clean.gw shop.gw && rm -f shop.gw.wal
    killed_at "$round" "$time_of_import" "$program" import shop.gw second.csv && died=$((died + 1))
    [ "$(sum_of)" = "$before" ] || fail "round $round: the ledger changed by an import that died"
    "$program" import shop.gw second.csv >receipt || fail "round $round: the import cannot be repeated"
    kept=$(counts <receipt)
    [ "$kept" = "$whole" ] || [ "$kept" = "0 $all" ] || fail "round $round: half an import: $kept"
done
[ "$died" -ge 5 ] || fail "only $died of 20 imports were killed in time"

"$program" reckon shop.gw --quiet >/dev/null || fail "no second reckoning"
after=$(sum_of)
[ "$before" != "$after" ] || fail "the second file changes nothing"
cp clean.gw shop.gw && rm -f shop.gw.wal
"$program" import shop.gw second.csv >/dev/null || fail "no second import"
cp shop.gw clean.gw
time_of_reckon=$(took "$program" reckon shop.gw)
died=0
for round in $(seq 20); do
    cp clean.gw shop.gw && rm -f shop.gw.wal
    killed_at "$round" "$time_of_reckon" "$program" reckon shop.gw && died=$((died + 1))
    now=$(sum_of) || fail "round $round: the store cannot be read"
    [ "$now" = "$before" ] || [ "$now" = "$after" ] || fail "round $round: neither old nor new: $now"
done
[ "$died" -ge 5 ] || fail "only $died of 20 reckonings were killed in time"
"$program" reckon shop.gw --quiet >/dev/null || fail "no reckoning after the dead ones"
[ "$(sum_of)" = "$after" ] || fail "the reckoning after the dead ones is another one"
echo "killed and whole"
