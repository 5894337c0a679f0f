# A fresh copy of the repository, in a folder with a space in its name: the first ./goodwill fetches,
# builds and runs; the second only runs; and every command of the README gives what the README says.
set -u

fail() {
    echo "$*"
    exit 1
}

home="$PWD/a fresh copy"
rm -rf ./*
mkdir "$home"
tar -C "$GW_SOURCE_DIR" --exclude=./build --exclude=./.deps --exclude=./.git -cf - . |
    tar -C "$home" -xf -

began=$SECONDS
"$home/goodwill" models >first 2>words || fail "the first start: $(cat words)"
echo "the first start took $((SECONDS - began)) s"
grep -q pareto_nbd first || fail "no models: $(cat first)"

"$home/goodwill" models >second 2>words || fail "the second start"
cmp first second && ! [ -s words ] || fail "the second start said something else"
quickest() { # the quickest of ten runs, in microseconds
    local best=999999999 began took
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        began=$(date +%s%N)
        "$@" >/dev/null
        took=$((($(date +%s%N) - began) / 1000))
        [ "$took" -ge "$best" ] || best=$took
    done
    echo "$best"
}
added=$(($(quickest "$home/goodwill" models) - $(quickest "$home/build/release/goodwill" models)))
echo "a start through ./goodwill takes $added microseconds more"
[ "$added" -lt 50000 ] || fail "a start takes too long"

mkdir readme && cd readme || exit 1
export GW_SOURCE_DIR="$home" GOODWILL="$home/goodwill"
bash "$home/tests/papers/readme_test.sh"
