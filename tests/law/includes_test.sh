# No include climbs out of its folder: what a folder may see is the build's to say.
set -eu
cd "$GW_SOURCE_DIR"

climbing=$(find core include store engine commands server tests bench fuzz examples \
    -name '*.[ch]' -print0 2>/dev/null |
    xargs -0 grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"][^>"]*\.\.' || true)
echo "${climbing:-no include with ..}"
[ -z "$climbing" ]
