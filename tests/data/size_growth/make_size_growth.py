"""Makes size_growth.csv and size_growth_expected.csv: what people paid on their repeat occasions, and
how that grows from one to the next, by a Poisson regression with a dummy for everybody (so another way
than core/demand/size_growth.c goes), each 32nd of the people left out in turn, and the prior. The
standard library only.

Run: python3 tests/data/size_growth/make_size_growth.py
"""

import csv
import math
import pathlib
import random

here = pathlib.Path(__file__).parent
random.seed(20240229)
PEOPLE, GROUPS, PARTS, PRIOR = 96, 32, 4, 0.3
TRUE = (0.1, 0.2, 0.5, 0.3)


def parts(j):
    out = []
    for p in range(PARTS):
        low, high = math.log(3 ** p), math.log(3 ** (p + 1))
        out.append(min(max(math.log(j), low), high) - low)
    return out


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def solve(a, b):
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[pivot] = m[pivot], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [u - f * v for u, v in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


people = []
for person in range(PEOPLE):
    level = 20 * random.gammavariate(3, 1 / 3)
    n = min(int(random.expovariate(1 / 14)) + 1, 110)
    people.append([round(level * math.exp(dot(TRUE, parts(j))) * random.gammavariate(2, 0.5), 2) + 0.01
                   for j in range(1, n + 1)])


def fit(who):
    """Alternates: levels given slopes are exact; slopes by Newton on the full Poisson likelihood."""
    slopes = [0.0] * PARTS
    design = {j: parts(j) for j in range(1, 111)}
    for _ in range(4000):
        gradient = [0.0] * PARTS
        hessian = [[0.0] * PARTS for _ in range(PARTS)]
        for i in who:
            z = people[i]
            f = [math.exp(dot(slopes, design[j])) for j in range(1, len(z) + 1)]
            level = sum(z) / sum(f)
            for j, (paid, size) in enumerate(zip(z, f), 1):
                mean = level * size
                for p in range(PARTS):
                    gradient[p] += (paid - mean) * design[j][p]
                    for q in range(PARTS):
                        hessian[p][q] += mean * design[j][p] * design[j][q]
        step = solve(hessian, gradient)
        slopes = [s + d for s, d in zip(slopes, step)]
        if max(abs(d) for d in step) < 1e-13:
            return slopes
    raise SystemExit("no convergence")


everybody = range(PEOPLE)
estimate = fit(everybody)
left = [fit([i for i in everybody if i % GROUPS != g]) for g in range(GROUPS)]
mean = [sum(l[p] for l in left) / GROUPS for p in range(PARTS)]
cov = [[(GROUPS - 1) / GROUPS * sum((l[p] - mean[p]) * (l[q] - mean[q]) for l in left)
        for q in range(PARTS)] for p in range(PARTS)]
both = [[cov[p][q] + (PRIOR ** 2 if p == q else 0) for q in range(PARTS)] for p in range(PARTS)]
pulled = solve(both, estimate)
slope = [estimate[p] - dot(cov[p], pulled) for p in range(PARTS)]
columns = [solve(both, [cov[p][c] for p in range(PARTS)]) for c in range(PARTS)]
spread = [[cov[p][c] - dot(cov[p], columns[c]) for c in range(PARTS)] for p in range(PARTS)]

with open(here / "size_growth.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["person", "number", "paid"])
    for i, z in enumerate(people):
        for j, paid in enumerate(z, 1):
            out.writerow([i, j, f"{paid:.2f}"])
with open(here / "size_growth_expected.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["slope"] + [f"covariance_{q + 1}" for q in range(PARTS)])
    for p in range(PARTS):
        out.writerow([repr(slope[p])] + [repr(v) for v in spread[p]])
