# The program killed (-9) at any moment while it writes a file: the file is whole or as before.
set -u
cd "$(mktemp -d)" || exit 1
trap 'rm -rf "$PWD"' EXIT
{
    echo 'id,x,t_x,T'
    awk 'BEGIN { for (i = 0; i < 150000; i++) print "c" i "," i % 9 "," i % 9 * 2 "," 20 + i % 50 }'
} >customers.csv
score() {
    exec "$GOODWILL" models score nbd --quiet --params "r=.4,alpha=12" --input customers.csv \
        --horizon "52 weeks" -o "$1"
}
(score whole.csv) || exit 1
[ "$(wc -l <whole.csv)" = 150001 ] || exit 1
echo before >before.csv
began=$(date +%s%N)
(score timed.csv)
run_time=$(awk -v ns=$(($(date +%s%N) - began)) 'BEGIN { print ns * 1e-9 }')

wait_until_writing() {
    while [ -z "$(ls ./*.unfinished 2>/dev/null)" ] && kill -0 $pid 2>/dev/null; do sleep .001; done
}

echo "a whole run takes $run_time s"
passed=0 failed=0 killed=0
for round in $(seq 20); do
    rm -f new.csv
    cp before.csv old.csv
    [ $((round % 2)) = 0 ] && target=new.csv || target=old.csv
    rm -f ./*.unfinished
    (score "$target") &
    pid=$!
    # at any time, and in every third round while the file is being written for sure
    pause=$(awk -v t="$run_time" -v n="$round" 'BEGIN { srand(n); print t * (.3 + rand()) }')
    [ $((round % 3)) != 0 ] || { wait_until_writing && pause=0.00$((round % 7)); }
    sleep "$pause"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && killed=$((killed + 1))
    if cmp -s "$target" whole.csv || { [ "$target" = new.csv ] && [ ! -e new.csv ]; } ||
        { [ "$target" = old.csv ] && cmp -s old.csv before.csv; }; then
        passed=$((passed + 1))
    else
        echo "round $round: $target is neither whole nor as before"
        failed=$((failed + 1))
    fi
done
# Ended in an orderly way (TERM, as Ctrl-C), it leaves nothing behind.
rm -f ./*.unfinished new.csv
(score new.csv) &
pid=$!
wait_until_writing
kill -TERM $pid 2>/dev/null
wait $pid 2>/dev/null
if ls ./*.unfinished 2>/dev/null || { [ -e new.csv ] && ! cmp -s new.csv whole.csv; }; then
    echo "an ended run left something behind"
    failed=$((failed + 1))
else
    passed=$((passed + 1))
fi
echo "$killed of 20 rounds were killed before their end"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $killed -gt 0 ]
