# The public headers stand alone: each compiles by itself, twice included, as C17 and as C++17.
set -eu

seen=0
for header in "$GW_SOURCE_DIR"/include/goodwill/*.h; do
    name=goodwill/${header##*/}
    printf '#include <%s>\n#include <%s>\n' "$name" "$name" >alone.c
    cp alone.c alone.cc
    flags=(-Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only -I "$GW_SOURCE_DIR/include")
    "$CC" -std=c17 "${flags[@]}" alone.c
    "$CXX" -std=c++17 "${flags[@]}" alone.cc
    seen=$((seen + 1))
done
echo "$seen headers"
[ "$seen" -ge 3 ]
