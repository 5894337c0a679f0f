# The same fit from every format, to the last digit.
cp "$EXAMPLES/cdnow/cdnow_summary.csv" plain.csv
gzip -c plain.csv >packed.csv.gz
cp packed.csv.gz no_suffix
tr , ';' <plain.csv >semicolons.csv
sed 's/$/\r/' plain.csv >crlf.csv
cp "$DATA/cdnow_summary.parquet" "$DATA/cdnow_summary.csv.zst" .
for file in plain.csv packed.csv.gz no_suffix semicolons.csv crlf.csv cdnow_summary.parquet \
    cdnow_summary.csv.zst; do
    goodwill models fit bg_nbd --quiet --input $file | without_seconds >fit.json
    [ -e first.json ] || cp fit.json first.json
    cmp fit.json first.json && echo "$file: same"
done
# Row order and a split into weights change nothing but the last bits.
{ head -1 plain.csv && tail -n +2 plain.csv | sort -R --random-source=plain.csv; } >shuffled.csv
goodwill models fit bg_nbd --quiet --input shuffled.csv | without_seconds | cmp - first.json &&
    echo "shuffled: same"
tail -n +2 plain.csv | cut -d, -f2-4 | sort | uniq -c | awk 'BEGIN { print "x,t_x,T,weight" }
    { print $2 "," $1 }' >weighted.csv
goodwill models fit bg_nbd --quiet --input weighted.csv | without_seconds | cmp - first.json &&
    echo "weighted: same"
