# Every path named in the table of CONTRIBUTING.md exists.
set -u
cd "$GW_SOURCE_DIR" || exit 1
named=0
missing=0
# shellcheck disable=SC2016 # backticks of Markdown
for path in $(sed -n '/I want to…/,$p' CONTRIBUTING.md | grep -o '`[a-z][^` ]*/[^` ]*`' | tr -d '`'); do
    named=$((named + 1))
    [ -e "$path" ] || { echo "CONTRIBUTING.md names $path, which does not exist" && missing=$((missing + 1)); }
done
echo "$named paths, $missing missing"
[ "$named" -gt 15 ] && [ "$missing" = 0 ]
