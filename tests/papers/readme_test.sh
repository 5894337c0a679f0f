# Every command in a console block of the README gives the output that is printed below it. What
# differs from run to run (the time it took) is masked.
set -u

rm -rf ./*
ln -s "$GW_SOURCE_DIR/examples" examples
awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' \
    "$GW_SOURCE_DIR/README.md" >blocks

mask() {
    sed -E 's/("seconds": ?)[0-9.e-]+/\1TIME/g'
}

tried=0
wrong=0
compare() { # runs $command, when there is one, and compares with the file said
    [ -n "${command:-}" ] || return 0
    tried=$((tried + 1))
    eval "${command//.\/goodwill/\"\$GOODWILL\"}" >given 2>&1 </dev/null
    diff <(mask <said) <(mask <given) >difference && return 0
    printf 'the README says otherwise about: %s\n%s\n' "$command" "$(cat difference)"
    wrong=$((wrong + 1))
}

command=
while IFS= read -r line; do
    case $line in
    '$ ./goodwill'*)
        compare
        command=${line#'$ '}
        : >said
        ;;
    '$ '*) compare && command= ;;
    *) [ -z "$command" ] || printf '%s\n' "$line" >>said ;;
    esac
done <blocks
compare
echo "$tried commands tried, $wrong wrong"
[ "$tried" -ge 2 ] && [ "$wrong" = 0 ]
