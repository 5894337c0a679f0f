# compare.sh LEVEL LIBRARY-PRINT LEVEL-PRINT: both programs print the same, with any number of
# threads.
# Exit 77 when this processor lacks the level.
set -u
level=$1
library=$2
of_level=$3

case $level in
v2) needs='sse4_2 ssse3 popcnt cx16' ;;
v3) needs='avx2 bmi1 bmi2 fma f16c movbe abm' ;;
v4) needs='avx512f avx512bw avx512cd avx512dq avx512vl' ;;
*) echo "unknown level $level" && exit 1 ;;
esac
for flag in $needs; do
    if ! grep -qw "$flag" /proc/cpuinfo; then
        echo "SKIPPED: this processor lacks x86-64-$level ($flag)"
        exit 77
    fi
done

expected=$("$library" 1) || exit 1
compare() { # compare PROGRAM THREADS
    local printed difference
    if ! printed=$("$1" "$2"); then
        echo "$1 $2 failed"
        exit 1
    fi
    if ! difference=$(diff <(echo "$expected") <(echo "$printed")); then
        echo "$1 with $2 threads (>) differs from the library with 1 (<):"
        echo "$difference"
        exit 1
    fi
}
for threads in 2 8; do
    compare "$library" $threads
done
for threads in 1 3; do
    compare "$of_level" $threads
done
lines=$(echo "$expected" | wc -l)
echo "x86-64-$level: $lines lines are the same"
[ "$lines" -ge 100 ]
