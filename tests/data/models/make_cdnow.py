#!/usr/bin/env python3
"""The CDNOW sample as weighted rows: python3 make_cdnow.py cdnow_sample.csv > cdnow_days.csv

Input: the 1/10 sample of Fader & Hardie (customer_id, date, ...), purchases from 1997-01-01 to
1998-06-30. Customers are seen until 1997-09-30; purchases of one day count once. A row is: cell,
x, t_x, T (in days), how many customers.
"""
import collections
import csv
import datetime
import sys

END = datetime.date(1997, 9, 30)

days = collections.defaultdict(set)
for row in csv.DictReader(open(sys.argv[1])):
    day = datetime.date.fromisoformat(row["date"])
    if day <= END:
        days[row["customer_id"]].add(day)
cells = collections.Counter()
for bought in days.values():
    first = min(bought)
    cells[len(bought) - 1, (max(bought) - first).days, (END - first).days] += 1
print("# made by make_cdnow.py: x, t_x, T in days, customers")
for cell in sorted(cells):
    print("cell", *cell, cells[cell], sep=",")
