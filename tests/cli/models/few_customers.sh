# Data that do not fix the parameters: an outcome and not an error, with what can still be said.
table one.csv 'x,t_x,T\n1,2,3\n'
table one_timers.csv 'x,t_x,T\n0,0,10\n0,0,20\n0,0,30\n'
table one_buyer.csv 'x,mean_spend\n3,20\n'
table nobody.csv 'x,mean_spend\n0,\n0,\n'
fit() {
    goodwill models fit "$1" --quiet --input "$2" >fit.json
    echo "exit $?, $1, $2:$(grep '"outcome"' fit.json)"
    python3 -m json.tool fit.json >/dev/null && ! grep -iE 'nan|inf' fit.json
}
for model in pareto_nbd bg_nbd mbg_nbd nbd; do
    fit $model one.csv
    fit $model one_timers.csv
done
fit gamma_gamma one_buyer.csv
fit gamma_gamma nobody.csv
