# A garden killed (-9) at any moment is absent, but for a folder whose name says that it is
# unfinished; on a full disk, and ended by Ctrl-C, nothing is left at all.
set -u
rm -rf ./*
fail() {
    echo "$*" >&2
    exit 1
}
simulate() {
    exec "$GOODWILL" simulate garden -o "$1" --customers 8000 --seed 1 --set truth=basic --quiet
}
began=$(date +%s%N)
(simulate whole) || fail "no garden"
run_time=$(awk -v ns=$(($(date +%s%N) - began)) 'BEGIN { print ns * 1e-9 }')
died=0
for round in $(seq 6); do
    rm -rf new ./*.unfinished
    (simulate new) &
    pid=$!
    sleep "$(awk -v t="$run_time" -v n="$round" 'BEGIN { srand(n); print t * rand() }')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $? = 137 ] && died=$((died + 1))
    [ ! -e new ] || diff -rq whole new || fail "round $round: half a garden"
done
[ "$died" -gt 1 ] || fail "only $died were killed in time"

rm -rf new ./*.unfinished
(simulate new) &
pid=$!
while ! ls -d ./*.unfinished >/dev/null 2>&1 && kill -0 $pid 2>/dev/null; do sleep .01; done
kill -INT $pid || kill -TERM $pid
wait $pid
[ "$(ls)" = whole ] || [ "$(printf "%s " *)" = "new whole " ] || fail "Ctrl-C left $(ls)"

# A limit to the size of files is like a disk that fills up, when its signal is ignored.
rm -rf new
(
    trap '' XFSZ
    ulimit -f 500
    simulate new 2>words
) && fail "a full disk was not noticed"
grep -q 'cannot be written: File too large' words || fail "it says: $(cat words)"
rm words
[ "$(ls)" = whole ] || fail "a full disk left $(ls)"
