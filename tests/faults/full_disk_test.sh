# A disk that is full while importing, reckoning, writing the ledger, noting: said, and what was there
# before is as it was.
. "$GW_SOURCE_DIR/tests/faults/faults.sh"
rm -rf ./*
disk=$(mktemp -d)
full() { df --output=avail -k "$disk" | tail -n 1; }
if ! mount -t tmpfs -o size=24m tmpfs "$disk" 2>/dev/null; then
    rmdir "$disk"
    if [ "${GW_MOUNT_INSIDE:-}" = "" ] && command -v unshare >/dev/null &&
        unshare --user --map-root-user --mount true 2>/dev/null; then
        exec env GW_MOUNT_INSIDE=1 unshare --user --map-root-user --mount bash "$0"
    fi
    echo "NOT RUN: a small disk cannot be mounted here, so no full disk was tried" >&2
    exit 0
fi
trap 'umount "$disk"; rmdir "$disk"' EXIT
small_shop shop.gw || exit 1
cp shop.gw "$disk/shop.gw"
before=$(ledger_sum "$disk/shop.gw")
same 42.50 "$before" "the shop before"
gzip -dc "$GW_SOURCE_DIR/examples/grocer/baskets.csv.gz" >grocer.csv

# as much as is free but for some kilobytes
fill() {
    rm -f "$disk/filler"
    head -c $((($(full) - $1) * 1024)) /dev/zero >"$disk/filler" 2>/dev/null || true
}

unchanged() { # after WHAT
    rm -f "$disk/filler"
    same "$before" "$(ledger_sum "$disk/shop.gw")" "the ledger after a full disk during $1"
}

fill 2000
refuses 1 "the disk is full" "$GOODWILL" import "$disk/shop.gw" grocer.csv --yes
unchanged import
works "$GOODWILL" import "$disk/shop.gw" small.csv --yes # known already: the store takes it
grep -Eq 'used +0$|known' said.out || { echo "an import after the full disk" && cat said.out && wrong=$((wrong + 1)); }

fill 0
refuses 1 "the disk is full" "$GOODWILL" reckon "$disk/shop.gw" --quiet
unchanged reckon
fill 0
refuses 1 "the disk is full" "$GOODWILL" note "$disk/shop.gw" 1 "asked for smaller bags"
unchanged note
fill 0
refuses 1 "the disk is full" "$GOODWILL" ledger "$disk/shop.gw" -o "$disk/ledger.csv"
[ ! -e "$disk/ledger.csv" ] || { echo "half a ledger was left" && wrong=$((wrong + 1)); }
[ -z "$(find "$disk" -name '*.partial')" ] || { echo "a piece of a ledger was left" && wrong=$((wrong + 1)); }
unchanged "ledger -o"
fill 4
refuses 1 "the disk is full" "$GOODWILL" init "$disk/new.gw" --currency EUR
[ ! -e "$disk/new.gw" ] || { echo "half a store was left" && wrong=$((wrong + 1)); }
rm -f "$disk/filler"
works "$GOODWILL" reckon "$disk/shop.gw" --quiet
works "$GOODWILL" note "$disk/shop.gw" 1 "asked for smaller bags"
done_with_faults
