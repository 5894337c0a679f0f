# One time in every unit is one answer; a rate is a year's whatever the unit.
table weeks.csv 'x,t_x,T\n2,30.43,38.86\n0,0,38.86\n'
score() {
    goodwill models score bg_nbd --quiet --params "r=.25,alpha=4.5,a=.8,b=2.5" --input weeks.csv "$@"
}
score --horizon 52 >bare.csv
score --horizon "52 weeks" | cmp - bare.csv && echo "52 weeks: same"
score --horizon "364 days" | cmp - bare.csv && echo "364 days: same"
score --horizon 5.2e1 | cmp - bare.csv && echo "5.2e1: same"
score --horizon "1 year" | rounded 10 >year.csv
score --horizon "12 months" | rounded 10 | cmp - year.csv && echo "12 months: same"
score --horizon "1 YEAR" | rounded 10 | cmp - year.csv && echo "1 YEAR: same"
score --horizon 52 --rate 10% >rate.csv
score --horizon 52 --rate 0.1 | cmp - rate.csv && echo "0.1: same"
score --horizon 52 --rate "10 %" | cmp - rate.csv && echo "10 %: same"
score --horizon 52 --delta "$(python3 -c 'import math; print(repr(math.log1p(.1) * 7 / 365.25))')" |
    rounded 10 >delta.csv
rounded 10 <rate.csv | cmp - delta.csv && echo "delta: same"
# Days: the same customers, horizon and rate, alpha in days.
table days.csv 'x,t_x,T\n2,213.01,272.02\n0,0,272.02\n'
goodwill models score bg_nbd --params "r=.25,alpha=31.5,a=.8,b=2.5" --input days.csv \
    --unit days --horizon "52 weeks" --rate 10% | cut -d, -f5- | rounded 10 >days.out
cut -d, -f5- rate.csv | rounded 10 | cmp - days.out && echo "days: same"
score --horizon 0 --rate 10% | cut -d, -f7-
score --horizon forever --rate 10% | cut -d, -f7- | rounded 8
try score --horizon 1e-6 | cut -d, -f7- | rounded 8
# Without a rate: `discounted` is empty. At rate 0 it is `expected`.
score --horizon 52 | cut -d, -f8-
score --horizon 52 --rate 0% | tail -n +2 | awk -F, '{ print $7 == $8 }'
