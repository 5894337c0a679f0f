# What ./goodwill does when packages are missing: tried with a root, an apt-get and a sudo that only
# write down what they were asked.
set -u

fail() {
    echo "$*"
    cat said asked 2>/dev/null
    exit 1
}

rm -rf ./*
mkdir bin home
for tool in sh env mkdir cat tail printf chmod; do
    ln -s "$(command -v "$tool")" "bin/$tool"
done
stub() { # stub NAME TEXT: a command that runs this line
    printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
    chmod +x "bin/$1"
}
cat >run <<RUN
home=$PWD/home
[ "\${1:-}" != --yes ] || assume_yes=yes
. "$GW_SOURCE_DIR/tools/packages.sh"
install_packages need_for_build
RUN
run() {
    rm -f asked
    PATH=$PWD/bin sh run "$@" >said 2>&1
}

# Every package that is named for the build, in that order.
packages=$(sed -n '/^need_for_build/,/^}/s/.*need \([a-z0-9.+-]*\) .*/\1/p' \
    "$GW_SOURCE_DIR/tools/packages.sh" | grep -v '^libc6-dev$' | tr '\n' ' ')
[ -e /usr/include/stdlib.h ] || packages=${packages/gcc /gcc libc6-dev }
packages=${packages% }
case $packages in "gcc cmake "*) ;; *) fail "no list of packages: $packages" ;; esac
order="apt-get install --yes --no-install-recommends $packages"
stub apt-get "echo apt-get \"\$@\" >>$PWD/asked"

# Root, nobody to ask: installs at once.
stub id 'echo 0'
run </dev/null || fail "root could not install"
[ "$(cat asked)" = $'apt-get update\n'"$order" ] || fail "root installed something else"

# Neither root nor sudo: the exact command for root, and nothing done.
stub id 'echo 1000'
run </dev/null && fail "went on without the packages"
grep -qx "  $order" said && ! [ -e asked ] || fail "no command for root"

# With sudo.
stub sudo "echo sudo \"\$@\" >>$PWD/asked"
run </dev/null || fail "sudo could not install"
grep -q "^sudo env DEBIAN_FRONTEND=noninteractive $order" asked || fail "sudo installed something else"

# What is there is not asked for; what was fetched before needs no npm and no pip.
stub id 'echo 0'
stub gcc ''
mkdir -p home/.deps/duckdb-1 home/.deps/adbc-1
run </dev/null || fail "root could not install the rest"
grep -qE 'gcc|npm|pip' asked && fail "installed what was there"

# On a terminal it asks; a no installs nothing, --yes does not ask.
on_terminal() { # on_terminal ANSWER ARGUMENTS...
    rm -f asked
    local answer=$1
    shift
    printf '%s\n' "$answer" | script -qec "PATH='$PWD/bin' sh run $*" said >/dev/null
}
on_terminal n && fail "a no was taken for a yes"
grep -q "apt-get install.*cmake" said && ! [ -e asked ] || fail "did not ask, or installed"
on_terminal y && [ -e asked ] || fail "a yes did not install"
on_terminal n --yes && [ -e asked ] || fail "--yes asked"

# apt-get fails: its words, the log, and the command to run by hand.
stub apt-get 'echo "E: no such package"; exit 100'
run </dev/null && fail "a failed install went on"
grep -q "no such package" said && grep -q "packages.log" said || fail "no words of apt-get"

# Another system: the names.
rm bin/apt-get
run </dev/null && fail "went on without apt-get"
grep -q "please install.*cmake" said || fail "no names for another system"
echo "all well"
