# docs/kinds.md is what its sources say, and every example on it is a file that is used, row by row: the
# CSV ones in one command, and the JSON ones into another store.
set -u
python3 "$GW_SOURCE_DIR/tools/kinds_page.py" --check || exit 1
rm -rf ./*
mkdir csv json

# The fenced blocks of the page, each into FOLDER/NAME.FOLDER, by the heading above it.
awk '/^## / {name = tolower($2)} /^```(csv|json)$/ {kind = substr($1, 4); inside = 1; next}
     /^```$/ {inside = 0} inside {print > (kind "/" name "." kind)}' "$GW_SOURCE_DIR/docs/kinds.md"

failed=0
for kind in csv json; do
    files=$(find "$kind" -type f | sort -r) # not the order in which they must be read
    "$GOODWILL" init "$kind.gw" --currency EUR --quiet || exit 1
    # shellcheck disable=SC2086 # names without spaces
    "$GOODWILL" import "$kind.gw" $files >"$kind.receipt" || failed=1
    n=$(printf '%s\n' "$files" | wc -l)
    [ "$(grep -c 'set aside  *0$' "$kind.receipt")" = "$n" ] || failed=1
    [ "$(grep -c 'already known  *0$' "$kind.receipt")" = "$n" ] || failed=1
    [ "$(grep -c 'used  *[1-9]' "$kind.receipt")" = "$n" ] || failed=1
    echo "$n examples as $kind"
    [ "$n" -ge 21 ] || failed=1
done
[ "$failed" = 0 ] || { cat ./*.receipt && exit 1; }
