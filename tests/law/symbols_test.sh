# What leaves the library, and what core/ asks of the C library.
set -eu
export LC_ALL=C

names() { # the symbols of nm's lines
    awk 'NF { print $NF }' | sort -u
}

# What the public headers promise is visible, and nothing else.
nm -D --defined-only "$GW_BUILD_DIR/libgoodwill.so" | names >visible
sed -n '/^ \*/d; s/^GW_API.*[ *]\(gw_[a-z0-9_]*\)(.*/\1/p' \
    "$GW_SOURCE_DIR"/include/goodwill/*.h | sort -u >promised
diff promised visible
[ -s visible ]

# core/ is pure: memory only through the context's allocator, no files, sockets, clock, printing, environment or
# sorting by the C library (which may allocate); no function of libm whose last bit differs between
# C libraries. fmin and the like are exact everywhere.
cat >allowed <<'LIST'
fmin fmax sqrt fabs floor ceil trunc round rint nearbyint ldexp frexp scalbn copysign fmod modf
memcpy memmove memset memcmp memchr strlen strcmp strncmp strchr strrchr strstr
snprintf vsnprintf __cpu_indicator_init __cpu_features2 __cpu_model _GLOBAL_OFFSET_TABLE_
LIST
tr ' ' '\n' <allowed | sort -u >allowed.names
seen=0
for object in "$GW_BUILD_DIR"/CMakeFiles/gw_*.dir/core/*/*.o \
    "$GW_BUILD_DIR"/CMakeFiles/gw_*.dir/core/*/*/*.o; do
    [ -e "$object" ] || continue
    case $object in
    */core/base/context.c.o) more='malloc|realloc|free|calloc' ;;
    */core/base/pool.c.o) more='pthread_.*' ;;
    *) more='' ;;
    esac
    nm -u "$object" | names | grep -vE "^(gw_.*|$more)$" | comm -23 - allowed.names >asked || true
    if [ -s asked ]; then
        echo "${object#"$GW_BUILD_DIR"/} asks for: $(tr '\n' ' ' <asked)"
        wrong=yes
    fi
    seen=$((seen + 1))
done
echo "$seen objects of core/, $(wc -l <visible) symbols of the library"
[ "$seen" -gt 0 ] && [ -z "${wrong:-}" ]
