# A small garden: what it says and what it leaves.
try goodwill simulate garden -o g --customers 8 --seed 2
try goodwill simulate garden -o g --customers 8 --seed 2
try goodwill simulate garden -o b --customers 8 --seed 2 --set truth=basic --json
ls g g/truth g/truth/future
head -n 3 g/orders.csv g/truth/customers.csv | cut -c 1-100
cmp g/orders.csv b/orders.csv && echo "the same shop"
