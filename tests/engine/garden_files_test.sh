# A garden against docs/garden.md, recomputed from its files alone by garden_check.py: with
# everything on; without each mechanism; and the same people in two worlds.
set -u
rm -rf ./*
python=$GW_SOURCE_DIR/tests/engine/garden_check.py
failed=0
garden() { # FOLDER CUSTOMERS SEED [SETTING...]
    local folder=$1 customers=$2 seed=$3
    shift 3
    "$GOODWILL" simulate garden -o "$folder" --customers "$customers" --seed "$seed" --quiet \
        "${@/#/--set=}" || failed=$((failed + 1))
}
verify() {
    python3 "$python" "$@" || { echo "failed: $*" && failed=$((failed + 1)); }
}

garden large 3000 5 truth=basic
verify large
garden on 300 7 truth=basic
switches='older_share basket prices ladder targeted_discounts maker_coupons deliveries
    silent_leavers mailings thanks answers requests referrals refer_after_leaving reviews
    subscriptions refunds planted review_effect common_shock sat_rate sat_life'
for switch in $switches; do
    garden "off-$switch" 300 7 truth=basic "$switch=off"
    verify --off "$switch" "off-$switch"
    verify --same "$switch" on "off-$switch"
    rm -rf "off-$switch"
done
exit $((failed > 0))
