# Columns are carried through as they are, rows keep their order, undefined values stay empty.
table customers.csv 'name,x,"a ""note""",t_x,T,x2\n"O'"'"'Brien, J.",2,"two\nlines",30.43,38.86,007\nZoë,0,,0,38.86,\n"Zoë",0,plain,0.0,3.886e1,-0\n'
try goodwill models score bg_nbd --params "r=.25,alpha=4.5,a=1,b=2.5" --input customers.csv \
    --horizon "52 weeks" | rounded 8
try goodwill models score bg_nbd --params "r=.25,alpha=4.5,a=1,b=2.5" --input customers.csv \
    --horizon "52 weeks" --rate 10% --json | rounded 8
# spend: x = 0 gives the population's mean, an empty mean is not read there
table spend.csv 'x,mean_spend,who\n2,22.35,a\n0,,b\n0,NA,c\n'
try goodwill models score gamma_gamma -p "p=6.25, q=3.74, gamma=15.4" -i spend.csv | rounded 8
# no mean exists where p x + q <= 1
try goodwill models score gamma_gamma -p "p=.2,q=.5,gamma=15.4" -i spend.csv | rounded 8
