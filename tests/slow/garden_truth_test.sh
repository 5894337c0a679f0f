# The full truth of a garden against its files (garden_check.py): what was expected of people
# against what they then did, effects in their order. And with all mechanisms off the models that
# the garden then is find its parameters again, within 4 standard errors.
set -u
rm -rf ./*
python=$GW_SOURCE_DIR/tests/engine
failed=0
"$GOODWILL" simulate garden -o full --customers 400 --seed 6 --quiet || exit 1
python3 "$python/garden_check.py" full || failed=1

for seed in 1 2 3; do
    "$GOODWILL" simulate garden -o off --customers 20000 --seed $seed --set all=off \
        --set truth=basic --quiet || exit 1
    python3 "$python/garden_cells.py" off || exit 1
    "$GOODWILL" models fit pareto_nbd --input counts.csv --unit days --quiet >fit.json &&
        python3 "$python/garden_cells.py" --within fit.json r=.9 alpha=54 s=1.2 beta=600 || failed=1
    "$GOODWILL" models fit gamma_gamma --input spend.csv --quiet >fit.json &&
        python3 "$python/garden_cells.py" --within fit.json p=6 q=4 gamma=15 || failed=1
    rm -rf off
done
exit $failed
