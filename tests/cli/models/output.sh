# Results in files and pipes.
table t.csv 'x,t_x,T\n1,2,3\n'
score() { goodwill models score nbd --quiet -p "r=1,alpha=1" -i t.csv --horizon "${when:-0}" "$@"; }
score >stdout.csv
try score -o file.csv
cmp stdout.csv file.csv && echo "file: same"
try score --output=- | cmp - <(cat stdout.csv; echo "exit 0") && echo "dash: same"
echo before >kept.csv
when=never try score -o kept.csv
cat kept.csv
ln -s kept.csv link.csv
try score -o link.csv
cmp stdout.csv kept.csv && [ -L link.csv ] && echo "link: same"
score >/dev/full
echo "exit $?"
goodwill models >/dev/full
echo "exit $?"
try score -o /dev/full
try score -o /dev/null
# The reader may leave before the end.
{ echo 'x,t_x,T'; seq 2 100000 | sed 's/.*/1,2,&/'; } >many.csv
goodwill models score nbd --quiet -p "r=1,alpha=1" -i many.csv --horizon 0 | head -2
echo "exit ${PIPESTATUS[*]}"
goodwill models --help | head -1
echo "exit ${PIPESTATUS[*]}"
ls
