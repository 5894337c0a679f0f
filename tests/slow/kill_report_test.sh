# The report killed (-9) at any moment: the page is whole or what was there before.
set -u
rm -rf ./*
rounds=16
"$GOODWILL" init shop.gw --currency USD --quiet || exit 1
"$GOODWILL" import shop.gw "$GW_SOURCE_DIR/examples/grocer/baskets.csv.gz" >/dev/null || exit 1
"$GOODWILL" reckon shop.gw --quiet >/dev/null || exit 1
report() {
    exec "$GOODWILL" report shop.gw -o "$1" --quiet
}
began=$(date +%s%N)
(report whole.html) || exit 1
took=$(awk -v ns=$(($(date +%s%N) - began)) 'BEGIN { print ns * 1e-9 }')
tail -n 1 whole.html | grep -q '</html>' || exit 1
echo before >before.html
killed=0 failed=0
for round in $(seq $rounds); do
    rm -f new.html ./*.unfinished
    cp before.html old.html
    [ $((round % 2)) = 0 ] && target=new.html || target=old.html
    (report "$target") &
    pid=$!
    sleep "$(awk -v t="$took" -v n="$round" -v of=$rounds 'BEGIN { print t * 1.1 * n / of }')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && killed=$((killed + 1))
    if ! cmp -s "$target" whole.html && { [ "$target" = new.html ] && [ -e new.html ] ||
        { [ "$target" = old.html ] && ! cmp -s old.html before.html; }; }; then
        echo "round $round: $target is neither whole nor as before"
        failed=$((failed + 1))
    fi
done
# the store was only read: another report is the same
(report again.html) && cmp again.html whole.html || failed=$((failed + 1))
echo "$killed of $rounds were killed before their end, $failed failed"
[ $failed = 0 ] && [ $killed -gt 0 ]
