# Files and folders that somebody may not read or write. Root may do everything, so as root all is
# done as nobody.
. "$GW_SOURCE_DIR/tests/faults/faults.sh"
rm -rf ./*
as=()
if [ "$(id -u)" = 0 ]; then
    command -v setpriv >/dev/null || { echo "NOT RUN: root, and there is no setpriv to be somebody else" >&2 && exit 1; }
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
work=$(mktemp -d /tmp/goodwill-faults-XXXXXX)
trap 'rm -rf "$work"' EXIT
cp "$GOODWILL" "$work/goodwill"
library=$(find "$GW_SOURCE_DIR/.deps" -name libduckdb.so | head -n 1)
[ -z "$library" ] || { cp "$library" "$work/libduckdb.so" && export GOODWILL_DUCKDB=$work/libduckdb.so; }
small_shop shop.gw || exit 1
cp shop.gw "$work/mine.gw"
cp shop.gw "$work/unreadable.gw"
cp small.csv "$work/unreadable.csv"
mkdir "$work/closed" "$work/open"
chmod 755 "$work" "$work/goodwill"
chmod 777 "$work/open"
chmod 755 "$work/closed"
chmod 000 "$work/unreadable.gw" "$work/unreadable.csv"
chmod 666 "$work/mine.gw"
chmod 777 .
try=("${as[@]}" "$work/goodwill")

refuses 1 "ermission denied" "${try[@]}" ledger "$work/unreadable.gw"
refuses 1 "ermission denied" "${try[@]}" import "$work/mine.gw" "$work/unreadable.csv" --yes
refuses 1 "ermission denied" "${try[@]}" init "$work/closed/new.gw" --currency EUR
refuses 1 "ermission denied" "${try[@]}" ledger "$work/mine.gw" -o "$work/closed/ledger.csv"
chmod 444 "$work/mine.gw"
refuses 1 "ermission denied" "${try[@]}" reckon "$work/mine.gw"
refuses 1 "ermission denied" "${try[@]}" note "$work/mine.gw" 1 hello
[ -z "$(ls "$work/closed")" ] || { echo "something was left behind" && wrong=$((wrong + 1)); }
works "${try[@]}" ledger "$work/mine.gw"
works "${try[@]}" init "$work/open/new.gw" --currency EUR
done_with_faults
