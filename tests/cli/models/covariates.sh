# What customers were known by from the start: effects, their words, and tables that will not do.
python3 - "$EXAMPLES/cdnow/cdnow_summary.csv" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
def write(name, header, more):
    out = csv.writer(open(name, "w"))
    out.writerow(["x", "t_x", "T", *header])
    out.writerows([r["x"], r["t_x"], r["T"], *more(int(r["customer_id"]))] for r in rows)
write("odd.csv", ["odd"], lambda i: [i % 2])
write("shop.csv", ["odd", "channel", "region", "code", "all"],
      lambda i: [i % 2, ("web", "shop", "web", "fair")[i * i % 7 % 4], "r%d" % (i % 8), i, "here"])
PYTHON
# CDNOW by odd customer numbers, as other programs find it: -9581.4428.
goodwill models fit bg_nbd --input odd.csv --covariates odd | without_seconds | rounded 4
# Words are compared with the most frequent one; the order of the rows does not matter.
goodwill models fit pareto_nbd --quiet --input shop.csv --covariates channel,odd | without_seconds >a.json
python3 -c 'import json; a = json.load(open("a.json")); print(list(a["covariates"]), len(a["segments"]), sum(s["customers"] for s in a["segments"]), a["log_lik"] > a["without_log_lik"])'
{ head -n 1 shop.csv; tail -n +2 shop.csv | sort -r; } >reversed.csv
goodwill models fit pareto_nbd --quiet --input reversed.csv --covariates channel,odd | without_seconds | cmp - a.json && echo "the same in any order"
# What all have but three customers is not known well, and said.
table three.csv 'x,t_x,T,vip\n0,0,30,no\n1,9,30,no\n2,20,31,no\n0,0,28,no\n5,30,32,no\n0,0,31,no\n1,3,30,no\n0,0,30,no\n3,29,30,no\n0,0,30,yes\n'
goodwill models fit bg_nbd --input three.csv --covariates vip >/dev/null
by() { try goodwill models fit bg_nbd --quiet --input shop.csv --covariates "$@"; }
by all
by code
by region
by channel,region
by colour
by channel,channel
by channel,,odd
by ""
by odd --posterior
goodwill models fit nbd --quiet --input shop.csv --covariates Odd | grep -c leaving_se
table holes.csv 'x,t_x,T,channel\n0,0,30,web\n1,9,30,\n2,20,31,shop\n'
try goodwill models fit bg_nbd --input holes.csv --covariates channel
table na.csv 'x,t_x,T,channel\n0,0,30,web\n1,9,30,NA\n2,20,31,shop\n'
try goodwill models fit bg_nbd --input na.csv --covariates channel
table far.csv 'x,t_x,T,distance\n0,0,30,1\n1,9,30,1e3\n2,20,31,2\n'
try goodwill models fit bg_nbd --input far.csv --covariates distance
table spend.csv 'x,mean_spend,channel\n1,10,web\n2,12,shop\n3,11,web\n'
try goodwill models fit gamma_gamma --input spend.csv --covariates channel
