# What a posterior adds to a fit, and the draws behind it.
input=$EXAMPLES/cdnow/cdnow_summary.csv
goodwill models fit pareto_nbd --input "$input" --posterior --out-draws draws.csv >fit.json
echo "exit $?"
python3 - <<'PYTHON'
import csv, json
fit = json.load(open("fit.json"))
rows = [[float(v) for v in row.values()] for row in csv.DictReader(open("draws.csv"))]
print(list(fit))
print(fit["method"], fit["draws"], fit["khat"] < .7, fit["posterior_seconds"] < 5)
for i, (name, p) in enumerate(fit["posterior"].items()):
    column = sorted(row[i] for row in rows)
    mean = sum(column) / len(column)
    print(name, list(p), p["rhat"], p["ess"] >= 4000)
    print(len(column), abs(mean - p["mean"]) < .1 * p["sd"], abs(column[2000] - p["q50"]) < .1 * p["sd"],
          p["q05"] < fit["params"][name] < p["q95"])
PYTHON
goodwill models fit pareto_nbd --quiet --input "$input" --posterior --draws 50 --seed 7 --out-draws a.csv >/dev/null
goodwill models fit pareto_nbd --quiet --input "$input" --posterior --draws 50 --seed 7 --out-draws b.csv >/dev/null
goodwill models fit pareto_nbd --quiet --input "$input" --posterior --draws 50 --seed 8 --out-draws c.csv >/dev/null
cmp a.csv b.csv && echo "the same seed, the same draws"
cmp -s a.csv c.csv || echo "another seed, other draws"
# Five people who never came back: the prior answers, and says so.
table few.csv 'x,t_x,T\n0,0,3\n0,0,5\n0,0,8\n0,0,13\n0,0,21\n'
try goodwill models fit bg_nbd --input few.csv --posterior --draws 400 | grep -c '"q95"'
try goodwill models fit nbd --input few.csv --draws 10
try goodwill models fit nbd --input few.csv --posterior --draws 0
try goodwill models fit nbd --input few.csv --posterior --seed -1
try goodwill models fit nbd --input few.csv --posterior --out-draws nowhere/draws.csv
