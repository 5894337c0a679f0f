# What the cases share. Sourced before each.

# try COMMAND...: runs it and says with which code it ended.
try() {
    local code=0
    "$@" || code=$?
    echo "exit $code"
}

# rounded DIGITS: every decimal number of the input with so many significant digits. 1e-13 and
# smaller are 0: the last bits of a sum.
rounded() {
    python3 -c '
import re, sys
digits = int(sys.argv[1])
def short(match):
    value = float(match.group())
    return "0" if abs(value) < 1e-13 else f"{value:.{digits}g}"
number = re.compile(r"-?\d+\.\d+(?:[eE][-+]?\d+)?|-?\d+[eE][-+]?\d+")
sys.stdout.write(number.sub(short, sys.stdin.read()))' "$1"
}

# without_seconds: the JSON of a fit without the time it took.
without_seconds() {
    grep -v '^  "seconds": '
}

# table NAME TEXT: a file; "\n" in TEXT ends lines.
table() {
    printf '%b' "$2" >"$1"
}
