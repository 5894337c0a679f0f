# A year that is a slip of the pen: the order is said, and left out of the forecast.
make_orders() {
    echo customer,date,amount
    for customer in 1 2 3 4 5 6 7 8 9; do
        for month in 01 03 04 06 0$((customer % 3 + 7)); do
            echo "c$customer,2025-$month-1$customer,20.00"
        done
    done
    echo c9,2125-03-04,20.00
}
make_orders >orders.csv
goodwill init shop.gw --currency EUR --timezone UTC --quiet
goodwill import shop.gw orders.csv --yes --quiet
goodwill reckon shop.gw | grep -E 'buying days, |after today'
