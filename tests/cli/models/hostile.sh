# Arguments nobody would write: short sentences, nothing that a terminal obeys.
long=$(head -c 100000 /dev/zero | tr '\0' 'm')
table t.csv 'x,t_x,T\n1,2,3\n'
try goodwill "$long"
try goodwill models fit "$long" --input t.csv
try goodwill models fit bg_nbd --input "$long"
try goodwill models fit bg_nbd "--$long" t.csv
try goodwill models score bg_nbd --params "$long" --input t.csv --horizon 1
try goodwill models score bg_nbd --params "r=$long,alpha=1,a=1,b=1" --input t.csv --horizon 1
try goodwill models score bg_nbd --params "r=1,alpha=1,a=1,b=1" --input t.csv --horizon "$long"
many=$(printf 'r=1,%.0s' $(seq 20000))
try goodwill models score bg_nbd --params "$many" --input t.csv --horizon 1
try goodwill $'\x1b[31mred\x07'
try goodwill models fit $'bg\xff\xfe' --input t.csv
try goodwill models fit bg_nbd --input $'\x1b]0;title\x07.csv'
try goodwill models score bg_nbd --params $'r=\xff' --input t.csv --horizon 1
# A name of any bytes is a file's name all the same.
cp t.csv $'odd \xff \'"; DROP * [a].csv'
try goodwill models score nbd --quiet -p "r=1,alpha=1" -i $'odd \xff \'"; DROP * [a].csv' --horizon 0 |
    cut -d, -f1-3
