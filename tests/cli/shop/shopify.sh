# Shopify's export: order fields on the first line only, refunds, other currencies, guests.
head='Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Cancelled at,Refunded Amount,Id'
{
    echo "$head"
    echo '#1001,Ann@Example.com,paid,2024-05-01 10:00:00 +0000,fulfilled,,no,EUR,90.00,5.00,0,95.00,MAY,10.00,DHL,2024-05-01 23:30:00 +0000,2,Seeds,30.00,40.00,,0.00,1'
    echo '#1001,,,,,,,,,,,,,,,2024-05-01 23:30:00 +0000,1,Pot,40.00,,,,'
    echo '#1002,ann@example.com,partially_refunded,,fulfilled,,no,EUR,50.00,0.00,0,50.00,,0.00,DHL,2024-06-01 10:00:00 +0200,1,Pot,50.00,,,20.00,2'
    echo '#1003,bob@example.com,voided,,,,no,EUR,10.00,0,0,10.00,,0,DHL,2024-06-02 10:00:00 +0000,1,Pot,10.00,,,0,3'
    echo '#1004,,paid,,,,no,EUR,10.00,0,0,10.00,,0,DHL,2024-06-02 10:00:00 +0000,1,Pot,10.00,,,0,4'
    echo '#1005,cid@example.com,paid,,,,no,USD,10.00,0,0,10.00,,0,DHL,2024-06-02 10:00:00 +0000,1,Pot,10.00,,,0,5'
    echo '#1006,cid@example.com,pending,,,,no,EUR,10.00,0,0,10.00,,0,DHL,2024-06-02 10:00:00 +0000,1,Pot,10.00,,,0,6'
} >orders_export.csv
try goodwill init shop.gw --currency EUR --timezone Europe/Berlin --quiet
try goodwill import shop.gw orders_export.csv
try goodwill reckon shop.gw --quiet | head -1
try goodwill why shop.gw ann@example.com purchases | sed -n '1,6p'
echo >>orders_export.csv # other bytes, the same orders
try goodwill import shop.gw orders_export.csv | head -5
