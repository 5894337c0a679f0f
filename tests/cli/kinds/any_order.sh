# A folder of goodwill's own files, in one command: whatever order they are given in, the receipts and
# the store are the same.
cp "$EXAMPLES"/kinds/*.csv .
goodwill init a.gw --currency EUR --quiet
goodwill init b.gw --currency EUR --quiet
goodwill import a.gw ./*.csv | grep -v 'import number' >a
# shellcheck disable=SC2046 # names without spaces
goodwill import b.gw $(ls -r ./*.csv) | grep -v 'import number' >b
cmp a b && cat a

# refunds by themselves find no order, say so, and may come again when it is there
goodwill init c.gw --currency EUR --quiet
try goodwill import c.gw refunds.csv
goodwill import c.gw orders.csv --quiet | grep -E 'used|aside'
goodwill import c.gw refunds.csv | grep -E 'used|aside'
