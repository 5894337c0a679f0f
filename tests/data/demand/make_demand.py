"""Makes demand.csv and demand_expected.csv: a small shop's units per product x region and region x
period, and what a dense fit says of it: all effects as dummies, Newton's method, each product x
region left out in turn. The standard library only.

Run: python3 tests/data/demand/make_demand.py
"""

import csv
import math
import pathlib
import random

here = pathlib.Path(__file__).parent
random.seed(20240131)
PRODUCTS, REGIONS, PERIODS = 4, 2, 7
rows = []
for product in range(PRODUCTS):
    for region in range(REGIONS):
        for period in range(PERIODS):
            price = (4, 18, 60, 90)[product] * random.choice((0.9, 1.0, 1.1))
            mean = (40, 22, 9, 3)[product] * (1, 1.6)[region] * math.exp(0.12 * period)
            mean *= (price / (4, 18, 60, 90)[product]) ** -1.8
            noise = random.gammavariate(4, 0.25)
            units = 0.0 if random.random() < 0.06 else round(mean * noise, 2)
            rows.append((units, round(price, 4), math.ceil(units * 1.7) + 5,
                         product * REGIONS + region, region * PERIODS + period))


def solve(a, b):
    n = len(b)
    m = [list(a[i]) + [b[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(m[k][i]))
        m[i], m[pivot] = m[pivot], m[i]
        for k in range(i + 1, n):
            f = m[k][i] / m[i][i]
            for j in range(i, n + 1):
                m[k][j] -= f * m[i][j]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x


def design(form, use):
    first = sorted({r[3] for r in use})
    # one effect of region x period is left out in each region: the dummies add up to the region's
    second = [g for g in sorted({r[4] for r in use}) if g % PERIODS != 0]
    out = []
    for r in use:
        x = r[1] if form in ("exponential", "logit") else math.log(r[1])
        out.append([x] + [float(r[3] == g) for g in first] + [float(r[4] == g) for g in second])
    return out


def newton(form, without=None):
    use = [r for r in rows if (form != "log_log" or r[0] > 0) and r[3] != without]
    X = design(form, use)
    k = len(X[0])
    beta = [0.0] * k
    if form != "logit":
        for j in range(1, 1 + len({r[3] for r in use})):
            beta[j] = 1.0
    for _ in range(200):
        eta = [sum(a * b for a, b in zip(row, beta)) for row in X]
        if form == "log_log":
            left = [math.log(r[0]) - e for r, e in zip(use, eta)]
            weight = [1.0] * len(use)
        elif form == "logit":
            p = [1 / (1 + math.exp(-e)) for e in eta]
            left = [r[0] - r[2] * q for r, q in zip(use, p)]
            weight = [r[2] * q * (1 - q) for r, q in zip(use, p)]
        else:
            mu = [math.exp(min(e, 50)) for e in eta]
            left = [r[0] - m for r, m in zip(use, mu)]
            weight = mu
        gradient = [sum(row[j] * l for row, l in zip(X, left)) for j in range(k)]
        hessian = [[sum(w * row[i] * row[j] for row, w in zip(X, weight)) for j in range(k)]
                   for i in range(k)]
        step = solve(hessian, gradient)
        size = max(abs(s) for s in step)
        beta = [b + s * min(1.0, 2.0 / size if size > 0 else 1.0) for b, s in zip(beta, step)]
        if size < 1e-13:
            break
    return beta[0]


def jackknife(form):
    """Each product x region left out in turn: CV3 of MacKinnon, Nielsen & Webb (2023)."""
    whole = newton(form)
    clusters = sorted({r[3] for r in rows})
    off = [newton(form, g) - whole for g in clusters]
    return whole, math.sqrt(sum(o * o for o in off) * (len(off) - 1) / len(off))


with open(here / "demand.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["units", "price", "occasions", "first", "second"])
    out.writerows(rows)
with open(here / "demand_expected.csv", "w", newline="") as f:
    out = csv.writer(f, lineterminator="\n")
    out.writerow(["form", "slope", "se"])
    for number, form in enumerate(("constant", "exponential", "log_log", "logit")):
        slope, se = jackknife(form)
        print(form, slope, se)
        out.writerow([number, repr(slope), repr(se)])
