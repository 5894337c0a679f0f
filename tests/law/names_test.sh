# File names of C code are unique in the repository (a quoted include means one file), a test is
# named after what it tests, and no line of code marks itself unfinished.
set -eu
cd "$GW_SOURCE_DIR"

code() {
    find core include store engine commands tests bench fuzz -name '*.[ch]' 2>/dev/null
}

twice=$(code | sed 's|.*/||' | sort | uniq -d)
unfinished=$(code | xargs grep -nE '\b(TODO|FIXME|XXX|HACK)\b' || true)
[ -z "$twice" ] || echo "two files of one name: $twice"
[ -z "$unfinished" ] || echo "$unfinished"
[ "$(code | wc -l)" -gt 0 ] && [ -z "$twice$unfinished" ]
