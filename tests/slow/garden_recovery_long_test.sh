# 64 gardens of 5,000 people without confounders: each line's 80 % intervals hold the truth as often as
# the exact binomial 99.9 % band asks, and the elasticity is recovered. Of 16 with the defaults what
# comes out is printed (docs/recovery.md has the tables).
set -u
rm -rf ./*
recovery=$GW_SOURCE_DIR/tests/slow/garden_recovery.py
python3 "$recovery" run "$GOODWILL" --rows rows.csv --seeds 1-32 &
python3 "$recovery" run "$GOODWILL" --rows rows.csv --seeds 33-64 || exit 1
wait $! || exit 1
python3 "$recovery" run "$GOODWILL" --rows rows.csv --seeds 1-16 --world default || exit 1
printf '<!-- tables of tests/slow/garden_recovery.py --><!-- end of the tables -->\n' >page.md
python3 "$recovery" page rows.csv page.md && cat page.md
python3 "$recovery" check rows.csv
