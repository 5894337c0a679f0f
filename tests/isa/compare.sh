# compare.sh LEVEL LIBRARY-PRINT LEVEL-PRINT: both programs print the same, with 1 thread and with 3.
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
for threads in 1 3; do
    if ! difference=$(diff <(echo "$expected") <("$of_level" $threads)); then
        echo "x86-64-$level with $threads threads (>) differs from the library (<):"
        echo "$difference"
        exit 1
    fi
done
echo "$(echo "$expected" | wc -l) lines are the same"
[ "$(echo "$expected" | wc -l)" -ge 10 ]
