# docs/calibration.md has a row for every coordinate of every registered model, and none outside.
set -u
page=$GW_SOURCE_DIR/docs/calibration.md
"$GOODWILL" models --json >models.json || exit 1
failed=0
while read -r model coordinates; do
    rows=$(grep -cE "^\| $model \| [a-z_0-9]+ \| [0-9]+ \| [0-9]+ \| [0-9]+ \| [01]\.[0-9]+ \| [0-9]+ \|$" "$page")
    echo "$model: $rows rows of $coordinates"
    [ "$rows" = "$coordinates" ] || failed=1
done < <(python3 -c 'import json; [print(m["name"], len(m["params"])) for m in json.load(open("models.json"))]')
! grep outside "$page" || failed=1
exit "$failed"
