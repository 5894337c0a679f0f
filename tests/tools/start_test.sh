# ./goodwill builds once, in any folder, through a link, twice at once; again after a change; and
# otherwise costs next to nothing. Tried with a toy program, so that it takes seconds.
set -u

fail() {
    echo "$*"
    cat words 2>/dev/null
    exit 1
}

rm -rf ./*
shop="$PWD/my shop"
mkdir -p "$shop/commands" "$shop/core" "$shop/include" "$shop/deps" "$shop/cmake" elsewhere
cp "$GW_SOURCE_DIR/goodwill" "$shop/"
cp "$GW_SOURCE_DIR/CMakePresets.json" "$shop/"
cp -r "$GW_SOURCE_DIR/tools" "$shop/"
cat >"$shop/CMakeLists.txt" <<'TOY'
cmake_minimum_required(VERSION 3.25)
project(toy C)
add_executable(goodwill commands/main.c)
TOY
toy() { # toy WORD: a program that prints WORD and its arguments, and ends with their number
    cat >"$shop/commands/main.c" <<TOY
#include <stdio.h>
int main(int argc, char **argv)
{
    puts("$1");
    for (int i = 1; i < argc; i++)
        puts(argv[i]);
    return argc - 1;
}
TOY
}
ln -s "$shop/goodwill" linked
# Where pip and npm are missing the toy needs neither.
mkdir -p "$shop/.deps/duckdb-toy" "$shop/.deps/adbc-toy"

# Two at once, from another folder, through a link, with a space in the path.
toy first
(cd elsewhere && ../linked "a b" c >../one 2>../words.one; echo $? >../one.code) &
(cd elsewhere && ../linked >../two 2>../words.two; echo $? >../two.code) &
wait
[ "$(cat one)" = $'first\na b\nc' ] && [ "$(cat one.code)" = 2 ] || fail "first start: $(cat one words.one)"
[ "$(cat two)" = first ] && [ "$(cat two.code)" = 0 ] || fail "second at once: $(cat two words.two)"
[ "$(cat words.one words.two | grep -c Building)" = 1 ] || fail "built twice, or without a word"

# Nothing changed: no word, no build, and little time.
./linked >one 2>words || fail "a second start"
[ -s words ] && fail "a second start said something"
began=$(date +%s%N)
for _ in 1 2 3 4 5 6 7 8 9 10; do ./linked >/dev/null; done
each=$((($(date +%s%N) - began) / 10000000))
echo "a start takes $each ms"
[ "$each" -lt 50 ] || fail "a start takes $each ms"

# A changed, a new, a deleted source; a moved folder.
toy second
[ "$(./linked 2>words)" = second ] || fail "a change was not built"
touch "$shop/core/new.c"
./linked >/dev/null 2>words && grep -q Building words || fail "a new file was not seen"
rm "$shop/core/new.c"
./linked >/dev/null 2>words && grep -q Building words || fail "a deleted file was not seen"
mv "$shop" "$PWD/moved"
[ "$(moved/goodwill 2>words)" = second ] || fail "a moved folder was not built"
shop=$PWD/moved

# A build that fails says so, shows why, keeps its log, and ends with 1.
echo 'not C' >"$shop/commands/main.c"
moved/goodwill >one 2>words
[ $? = 1 ] || fail "a failed build did not end with 1"
grep -q "could not be built.*release.log" words && grep -q "not C" words || fail "a failed build"
[ -s "$shop/build/release.log" ] && ! [ -s one ] || fail "no log was kept"
toy third
[ "$(moved/goodwill --yes 2>words)" = third ] || fail "a mended source was not built"

# On a terminal: one line that is wiped.
touch "$shop/commands/main.c"
script -qec "moved/goodwill" typescript >/dev/null
grep -q $'\rBuilding goodwill \[.*\r\033\[K.*third' <(tr '\n' ' ' <typescript) || fail "no progress"
echo "all well"
