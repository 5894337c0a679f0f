# Files that are no store, stores of another version, damaged ones, and two programs on one store.
. "$GW_SOURCE_DIR/tests/faults/faults.sh"
rm -rf ./*
small_shop shop.gw || exit 1
echo "hello, this is no store" >hello.gw
: >zero.gw
mkdir folder.gw

for command in "ledger" "reckon" "why" "settings"; do
    refuses 3 "is not a goodwill store" "$GOODWILL" $command hello.gw
    refuses 3 "is not a goodwill store" "$GOODWILL" $command small.csv
    refuses 3 "is not a goodwill store" "$GOODWILL" $command zero.gw
    refuses 4 "there is no store" "$GOODWILL" $command nowhere.gw
    refuses 2 "is a folder" "$GOODWILL" $command folder.gw
done
refuses 4 "there is no store" "$GOODWILL" import nowhere.gw small.csv --yes
refuses 2 "exists already" "$GOODWILL" init shop.gw --currency EUR
[ ! -e nowhere.gw ] || { echo "a store was made by asking" && wrong=$((wrong + 1)); }

size=$(stat -c %s shop.gw)
head -c $((size / 3)) shop.gw >short.gw
refuses 3 "damaged" "$GOODWILL" ledger short.gw
cp shop.gw rotten.gw
head -c 262144 /dev/zero | tr '\0' '\125' | dd of=rotten.gw bs=4096 seek=3 conv=notrunc 2>/dev/null
refuses 3 "damaged" "$GOODWILL" ledger rotten.gw

# another program has it: who, and what to do; stopped while it reckons
held=no
for _ in 1 2 3 4 5; do
    "$GOODWILL" reckon shop.gw --quiet >/dev/null 2>&1 &
    other=$!
    while kill -0 "$other" 2>/dev/null && [ "$held" = no ]; do
        readlink "/proc/$other/fd/"* 2>/dev/null | grep -q "shop.gw\$" && kill -STOP "$other" && held=yes
    done
    [ "$held" = no ] || break
done
same yes "$held" "another program with the store open"
if [ "$held" = yes ]; then
    refuses 5 "has it open; end that program or wait for it" "$GOODWILL" reckon shop.gw
    grep -q "$other" said.err || { echo "it is not said which program" && wrong=$((wrong + 1)); }
    refuses 5 "has it open" "$GOODWILL" note shop.gw 1 "hello"
    refuses 5 "has it open" "$GOODWILL" import shop.gw small.csv --yes
    refuses 5 "has it open" "$GOODWILL" ledger shop.gw
    kill -CONT "$other"
fi
wait "$other"
works "$GOODWILL" ledger shop.gw
done_with_faults
