# Whatever a file holds: a sentence that names file, row and field, and code 3 (4: no such file).
fit() { try goodwill models fit "${2:-bg_nbd}" --input "$1"; }
fit missing.csv
mkdir folder && fit folder
table column.csv 'x,t_x\n1,2\n' && fit column.csv
table text.csv 'x,t_x,T\n1,2,3\n1,two,3\n' && fit text.csv
table comma.csv 'x;t_x;T\n1;2,5;3\n' && fit comma.csv
table nan.csv 'x,t_x,T\n1,2,3\n1,nan,3\n' && fit nan.csv
table inf.csv 'x,t_x,T\n1,2,inf\n' && fit inf.csv
table negative.csv 'x,t_x,T\n1,2,-3\n' && fit negative.csv
table later.csv 'x,t_x,T\n1,4,3\n' && fit later.csv
table zero.csv 'x,t_x,T\n1,2,3\n0,2,3\n' && fit zero.csv
table half.csv 'x,t_x,T\n1.5,2,3\n' && fit half.csv
table missing_value.csv 'x,t_x,T\n1,,3\n' && fit missing_value.csv
table weight.csv 'x,t_x,T,weight\n1,2,3,0\n' && fit weight.csv
table spend.csv 'x,mean_spend\n1,0\n' && fit spend.csv gamma_gamma
table no_spend.csv 'x,mean_spend\n0,\n1,\n' && fit no_spend.csv gamma_gamma
table empty.csv '' && fit empty.csv
table blank.csv '\n\n' && fit blank.csv
table header.csv 'x,t_x,T\n' && fit header.csv
table short.csv 'x,t_x,T\n1,2,3\n1,2\n' && fit short.csv
table long.csv 'x,t_x,T\n1,2,3,4\n' && fit long.csv
table quote.csv 'x,t_x,T\n1,"2,3\n' && fit quote.csv
table twice.csv 'x,t_x,T,x\n1,2,3,4\n' && fit twice.csv
table utf16.csv '\xff\xfex\0,\0' && fit utf16.csv
table binary.csv 'x,t_x,T\n1,2,3\0\n' && fit binary.csv
table latin1.csv 'x,t_x,T,name\n1,2,3,Zo\xeb\n' && fit latin1.csv
table cut.parquet 'PAR1 and then nothing' && fit cut.parquet
table sheet.xlsx 'PK\x03\x04' && fit sheet.xlsx
gzip -c "$EXAMPLES/cdnow/cdnow_summary.csv" | head -c 9000 >cut.csv.gz && fit cut.csv.gz
table escape.csv 'x,t_x,T\n1,\x1b]0;title\x07,3\n' && fit escape.csv
# A scored table is not scored again over its own columns.
table scored.csv 'x,t_x,T,p_alive\n1,2,3,.5\n'
try goodwill models score bg_nbd -p "r=.25,alpha=4.5,a=1,b=2.5" -i scored.csv --horizon 1
