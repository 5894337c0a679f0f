# Shared by the scripts of this folder: sourced first.
set -u
wrong=0
tried=0

# refuses CODE WORDS COMMAND...: ends with that code, says one sentence with those words on stderr,
# and nothing that only a programmer reads.
refuses() {
    local wanted=$1 words=$2 code=0
    shift 2
    "$@" >said.out 2>said.err </dev/null || code=$?
    tried=$((tried + 1))
    if [ "$code" != "$wanted" ] || ! grep -qF -- "$words" said.err ||
        grep -qE 'Error:|Exception|LINE 1|assert|/dev/fd' said.err; then
        echo "$* ended with $code (wanted: $wanted), saying (wanted: $words):"
        cat said.err
        wrong=$((wrong + 1))
    fi
}

# works COMMAND...: ends with 0.
works() {
    tried=$((tried + 1))
    "$@" >said.out 2>said.err </dev/null && return 0
    echo "$* ended with $?:"
    cat said.err
    wrong=$((wrong + 1))
}

# same WANTED GOT WHAT
same() {
    tried=$((tried + 1))
    [ "$1" = "$2" ] && return 0
    echo "$3: wanted $1, got $2"
    wrong=$((wrong + 1))
}

# ledger_sum STORE: what customers of the store paid, as the ledger tells it.
ledger_sum() {
    rm -f sum.csv
    "$GOODWILL" ledger "$1" -o sum.csv --quiet >/dev/null 2>&1 </dev/null || echo "no ledger"
    [ ! -e sum.csv ] || awk -F, '$3 == "purchases" && $4 == "realised" { s += $5 } END { printf "%.2f\n", s }' sum.csv
}

done_with_faults() {
    echo "$tried tried, $wrong wrong"
    [ "$tried" -gt 0 ] && [ "$wrong" = 0 ]
}

# A shop of three people, reckoned; $1 is its path.
small_shop() {
    rm -rf "$1" "$1.wal"
    printf 'customer,date,amount\n1,2024-01-03,10.00\n2,2024-02-05,20.50\n1,2024-03-01,5\n3,2024-03-02,7\n' \
        >small.csv
    "$GOODWILL" init "$1" --currency EUR --quiet >/dev/null 2>&1 &&
        "$GOODWILL" import "$1" small.csv --yes --quiet >/dev/null 2>&1 &&
        "$GOODWILL" reckon "$1" --quiet >/dev/null 2>&1
}
