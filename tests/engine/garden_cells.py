"""Customers' tables from a garden's orders, and a fit against what made them.

    python3 garden_cells.py FOLDER                   writes counts.csv (days) and spend.csv
    python3 garden_cells.py --within FIT name=value ...   within 4 standard errors?
"""
import collections
import csv
import datetime
import json
import sys


def tables(folder):
    last = datetime.date(2024, 12, 31)
    paid = collections.defaultdict(lambda: collections.defaultdict(float))
    with open(f"{folder}/orders.csv", newline="") as file:
        for row in csv.DictReader(file):
            day = datetime.date.fromisoformat(row["ordered_at"][:10])
            paid[row["customer_id"]][day] += float(row["paid"])
    with open("counts.csv", "w") as counts, open("spend.csv", "w") as spend:
        counts.write("x,t_x,T\n")
        spend.write("x,mean_spend\n")
        for days in paid.values():
            first, end = min(days), max(days)
            counts.write(f"{len(days) - 1},{(end - first).days},{(last - first).days}\n")
            spend.write(f"{len(days)},{sum(days.values()) / len(days):.6f}\n")


def within(path, true):
    fit = json.load(open(path))
    worst = 0
    for word in true:
        name, value = word.split("=")
        z = (fit["params"][name] - float(value)) / fit["se"][name]
        print(f"  {name} = {fit['params'][name]:.3f} for {value}: {z:+.2f} standard errors")
        worst = max(worst, abs(z))
    return 0 if worst < 4 and fit["outcome"] == "converged" else 1


if sys.argv[1] == "--within":
    sys.exit(within(sys.argv[2], sys.argv[3:]))
tables(sys.argv[1])
