#!/usr/bin/env python3
"""The grocer of the examples as one row a household: python3 make_grocer.py baskets.csv.gz > grocer.csv

Days are those of New York. Households who bought by 2017-07-02 are seen until then, the 13 weeks
after are hidden. Baskets for which more coupons were taken than paid are left out. A row is: x, t_x,
T (in days), the mean paid on a repeat day, hidden days with a purchase, what was paid on them.
"""
import collections
import csv
import datetime
import gzip
import io
import sys
import zoneinfo

END = datetime.date(2017, 7, 2)
HIDDEN = datetime.timedelta(days=91)
UTC, HERE = zoneinfo.ZoneInfo("UTC"), zoneinfo.ZoneInfo("America/New_York")

paid = collections.defaultdict(lambda: collections.defaultdict(int))
with gzip.open(sys.argv[1]) as packed:
    for row in csv.DictReader(io.TextIOWrapper(packed, "utf-8")):
        at = datetime.datetime.fromisoformat(row["purchased_at"]).replace(tzinfo=UTC)
        cents = round(100 * float(row["received"])) - round(100 * float(row["maker_coupon"]))
        if cents >= 0:
            paid[int(row["household_id"])][at.astimezone(HERE).date()] += cents
print("x,t_x,T,mean_spend,hidden_days,hidden_paid")
for household in sorted(paid):
    days = {day: cents for day, cents in paid[household].items() if cents > 0}
    seen = sorted(day for day in days if day <= END)
    hidden = [day for day in days if END < day <= END + HIDDEN]
    if not seen:
        continue
    x, first = len(seen) - 1, seen[0]
    mean = sum(days[day] for day in seen[1:]) / 100 / x if x else 0
    print(x, (seen[-1] - first).days, (END - first).days, f"{mean:.6g}", len(hidden),
          sum(days[day] for day in hidden) / 100, sep=",")
