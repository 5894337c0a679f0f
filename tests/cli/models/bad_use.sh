# Wrong use: a sentence that says what is right, and code 2 (4: no such model).
table t.csv 'x,t_x,T\n1,2,3\n'
try goodwill model
try goodwill frobnicate
try goodwill models fitt
try goodwill models fit
try goodwill models fit bg_nbd
try goodwill models fit bg_nbd extra --input t.csv
try goodwill models fit bgnbd --input t.csv
try goodwill models fit weibull --input t.csv
try goodwill models fit bg_nbd --imput t.csv
try goodwill models fit bg_nbd --input
try goodwill models fit bg_nbd --input t.csv --input t.csv
try goodwill models fit bg_nbd --input t.csv --quiet=yes
try goodwill models fit bg_nbd --input t.csv -z
try goodwill models fit bg_nbd --input t.csv --unit hours
score() { try goodwill models score bg_nbd --input t.csv "$@"; }
good="r=.25,alpha=4.5,a=1,b=2.5"
score
score --params "$good"
score --params "" --horizon 1
score --params "r=.25,alpha=4.5,a=1" --horizon 1
score --params "$good,c=1" --horizon 1
score --params "$good,r=1" --horizon 1
score --params "r=abc,alpha=4.5,a=1,b=2.5" --horizon 1
score --params "r,alpha=4.5,a=1,b=2.5" --horizon 1
score --params "$good," --horizon 1
score --params "R=.25,alpha=4.5,a=1,b=2.5" --horizon 1
score --params "r=-1,alpha=4.5,a=1,b=2.5" --horizon 1
score --params "r=nan,alpha=4.5,a=1,b=2.5" --horizon 1
score --params "r=.25,alpha=0,a=1,b=2.5" --horizon 1
score --params "r=.25,alpha=inf,a=1,b=2.5" --horizon 1
score --params "$good" --horizon soon
score --params "$good" --horizon -1
score --params "$good" --horizon "5 fortnights"
score --params "$good" --horizon nan
score --params "$good" --horizon 1 --rate 10
score --params "$good" --horizon 1 --rate -5%
score --params "$good" --horizon 1 --rate ten
score --params "$good" --horizon 1 --delta -1
score --params "$good" --horizon 1 --rate 10% --delta .0027
score --params "$good" --horizon forever
score --params "$good" --horizon 1 -o no/such/folder.csv
score --params "$good" --horizon 1 -o .
