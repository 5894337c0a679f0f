# Contracts: the paper's values, and the three ways of writing `active`.
table periods.csv 'period,who\n0,new\n1,a\n7,b\n12,c\n1,d\n'
try goodwill models score sbg --params "alpha=.668,beta=3.806" --input periods.csv --rate 10% | rounded 10
try goodwill models score sbg --params "alpha=.668,beta=3.806" --input periods.csv | rounded 10
try goodwill models score sbg --params "alpha=.668,beta=3.806" --input periods.csv --rate 0 | rounded 10
try goodwill models score bdw --params "gamma=.2593,delta=1.7226,c=1.5844" --input periods.csv \
    --rate 10% | rounded 10
try goodwill models score geometric --params "theta=.2716646504" --input periods.csv --rate 10% |
    rounded 10
figures() { python3 -c '
import json, sys
fit = json.load(sys.stdin)
print({k: round(v, 4) for k, v in fit["params"].items()}, round(fit["log_lik"], 3), fit["customers"])'; }
table after.csv 'period,active,lost\n1,631,369\n2,468,163\n3,382,86\n4,326,56\n'
table before.csv 'period,active,lost\n1,1000,369\n2,631,163\n3,468,86\n4,382,56\n'
table seen.csv 'period,active,lost\n1,0,369\n2,0,163\n3,0,86\n4,326,56\n'
table both.csv 'period,active,lost\n0,1000,0\n1,631,369\n2,468,163\n1,869,131\n2,743,126\n3,653,90\n'
for file in after before seen both; do
    goodwill models fit sbg --input "$file.csv" | figures
done
# nobody can leave before the first renewal; a chance is below 1
table bad.csv 'period,active,lost\n0,5,1\n'
try goodwill models fit sbg --input bad.csv
try goodwill models score geometric --params "theta=1.5" --input periods.csv
# opportunities
table gifts.csv 'x,t_x,n,name\n6,6,6,Ann\n4,4,6,Bo\n0,0,6,Cy\n'
try goodwill models score bg_bb --params "alpha=1.204,beta=.750,gamma=.657,delta=2.783" \
    --input gifts.csv --horizon 5 --rate 10% | rounded 10
try goodwill models score bg_bb --params "alpha=1.204,beta=.750,gamma=.657,delta=2.783" \
    --input gifts.csv --horizon forever --rate 10% | rounded 10
try goodwill models score bg_bb --params "alpha=1.204,beta=.750,gamma=.657,delta=2.783" --input gifts.csv
goodwill models fit bg_bb --input "$EXAMPLES/donations/donations.csv" | figures
table more.csv 'x,t_x,n\n3,2,6\n'
try goodwill models fit bg_bb --input more.csv
