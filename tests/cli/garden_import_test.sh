# A whole garden is imported: nothing is set aside but the rows that are wrong on purpose, and the money
# adds up to the cent.
set -u
rm -rf ./*
"$GOODWILL" simulate garden -o garden --customers 400 --seed 7 --set truth=basic --quiet || exit 1
"$GOODWILL" init shop.gw --currency EUR --timezone Europe/Berlin --quiet || exit 1
"$GOODWILL" import shop.gw garden/*.csv --json --rejects rejects.csv >receipts || exit 1
python3 - <<'PYTHON'
import csv, json, sys
from decimal import Decimal

def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))

text, at, receipts = open("receipts").read(), 0, {}
while text[at:].strip():
    receipt, length = json.JSONDecoder().raw_decode(text[at:].lstrip())
    at += len(text[at:]) - len(text[at:].lstrip()) + length
    receipts[receipt["file"].split("/")[-1]] = receipt
files = {receipt["batch"]: name for name, receipt in receipts.items()}
aside = {(files[int(row["batch"])], int(row["row_no"])) for row in rows("rejects.csv")}
# a spreadsheet's rows begin with the header
planted = {(row["file"], int(row["row"]) + 1) for row in rows("garden/truth/planted.csv")}
print(f"{len(receipts)} files, {len(planted)} rows planted, {len(aside)} set aside")
for row in sorted(aside ^ planted):
    print(*row, "was set aside" if row in aside else "was planted and used")

# paid by month, against the good rows of the files
def total(name, column, sign):
    return sum(sign * Decimal(row[column]) for n, row in enumerate(rows(f"garden/{name}"), 2)
               if (name, n) not in planted and row[column])

wrong = aside != planted or len(planted) < 5 or len(receipts) < 20
for name, column, sign in [("orders.csv", "paid", 1), ("refunds.csv", "amount", -1),
                           ("subscriptions.csv", "amount", 1)]:
    kept = sum(Decimal(str(month["paid"])) for month in receipts[name]["months"])
    print(f"{name}: paid {kept}")
    wrong = wrong or abs(kept - total(name, column, sign)) > Decimal("0.001")
sys.exit(1 if wrong else 0)
PYTHON
