#!/usr/bin/env python3
"""Single cells of the count models by mpmath: python3 make_count_cells.py [bg|pareto ...]

Writes bg_cells.csv and pareto_cells.csv beside itself. A row is: model, its four parameters, x,
t_x, T, then log-likelihood, log P(alive), and the derivatives of the log-likelihood in the
parameters. Inputs are doubles exactly as written; values are computed with many more digits than a
double and rounded once. Derivatives are differences of fourth order at 80 digits (bg), or integrals
(pareto). Building and testing never need this script.

BG/NBD, MBG/NBD: the definition (Fader, Hardie & Lee 2005, eq. 6), with log-gammas.
Pareto/NBD: the definition as an integral over the time of leaving (Fader & Hardie 2005, eq. 17),
cut at powers of two; check_closed_form compares with Gauss's hypergeometric function.
"""
import os
import random
import sys

import mpmath
from mpmath import mp, mpf

HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, rows):
    with open(os.path.join(HERE, name + ".csv"), "w") as out:
        out.write("# made by make_count_cells.py, mpmath %s\n" % mpmath.__version__)
        for model, inputs, values in rows:
            words = [model] + [repr(float(v)) for v in inputs] + [mp.nstr(v, 20) for v in values]
            out.write(",".join(words) + "\n")


CELLS = [(0, 0, 0), (0, 0, .01), (0, 0, 38.86), (0, 0, 1e5), (1, 38, 38.86), (1, 38.86, 38.86),
         (2, 30.43, 38.86), (2, .01, 38.86), (26, 30.86, 31), (7, 35, 77.86), (120, 10, 40),
         (400, 5, 37), (2000, 50, 52), (2000, 51.9999, 52), (2000, 10, 52), (2000, .01, 1e5),
         (100000, 700, 728), (5, 1e5, 1e5), (5, 9.9e4, 1e5), (3, .005, .01), (7, 0, 0),
         (3, 0, 12)]


def random_cells(seed, n):
    rng = random.Random(seed)
    for _ in range(n):
        T = round(10 ** rng.uniform(-1, 4), 3)
        x = int(10 ** rng.uniform(0, 3)) - 1
        t_x = round(T * rng.random(), 3) if x > 0 else 0
        yield x, t_x, T


# ------------------------------------------------------------------------------------- BG, MBG
BG = [(.2426, 4.4136, .7929, 2.426), (.25, 4.5, 1, 2.5), (.5, 10, .3, .7), (.5, 10, .3, 1e6),
      (20, 15, 2, .5), (.05, 300, .4, .6), (.01, .001, 1e-3, 1e-3), (3, 1000, 1e6, 2),
      (1.5, 2, 1e6, 1e6)]


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def bg_terms(p, cell, shift):
    """Log-likelihood and the log-odds of being gone (None: cannot be)."""
    r, alpha, a, b = p
    x, t_x, T = (mpf(v) for v in cell)
    alive = (mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) + log_beta(a, b + x + shift)
             - log_beta(a, b) - (r + x) * mp.log(alpha + T))
    if x + shift == 0:
        return alive, None
    odds = mp.log(a / (b + x - 1 + shift)) + (r + x) * mp.log((alpha + T) / (alpha + t_x))
    return alive + mp.log1p(mp.exp(odds)), odds


def gradient(f, p):
    values = []
    for i in range(len(p)):
        h = p[i] * mpf(10) ** -16
        at = lambda k: f([v + (k * h if j == i else 0) for j, v in enumerate(p)])
        values.append((at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h))
    return values


def bg_rows():
    mp.dps = 80
    for shift, model in ((0, "bg_nbd"), (1, "mbg_nbd")):
        for p in BG:
            for cell in CELLS + list(random_cells(shift, 6)):
                exact = [mpf(v) for v in p]
                log_lik, odds = bg_terms(exact, cell, shift)
                log_p = -mp.log1p(mp.exp(odds)) if odds is not None else mpf(0)
                slopes = gradient(lambda q: bg_terms(q, cell, shift)[0], exact)
                yield model, p + cell, [clean(v) for v in [log_lik, log_p] + slopes]


def clean(value):
    """What the 80 digits leave of an exact zero."""
    return mpf(0) if abs(value) < mpf(10) ** -40 else value


# -------------------------------------------------------------------------------------- Pareto
PARETO = [(.5533, 10.578, .6062, 11.669), (.55, 10.6, 1, 10.6), (.55, 10.6, .6, 1e6),
          (.05, 12, .01, 4), (20, 15, 15, 3), (2, 1e3, 2.5, 1e-3), (.25, .01, 1.5, 50),
          (1.5, 8, 40, 2e5), (10.465, .00798565181, 3.0516, 2.820)]


def legendre_rule(n):
    """Nodes and weights of Gauss-Legendre on [0, 1], by Newton's method."""
    rule = []
    for i in range(n):
        z = mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(8):
            below, value = mpf(1), z
            for k in range(2, n + 1):
                below, value = value, ((2 * k - 1) * z * value - (k - 1) * below) / k
            slope = n * (z * value - below) / (z * z - 1)
            z -= value / slope
        rule.append(((1 + z) / 2, 1 / ((1 - z * z) * slope * slope)))
    return rule


def left_integrals(p, cell, rule):
    """I = int_{t_x}^T ((alpha+t)/(alpha+t_x))^-(r+x) ((beta+t)/(beta+t_x))^-s dt/(beta+t) and the
    means under that weight of log((alpha+t)/(alpha+t_x)), log((beta+t)/(beta+t_x)),
    (t-t_x)/(alpha+t), (t-t_x)/(beta+t), 1/(beta+t). Cut at powers of two: with 48 nodes each,
    good to 30 digits where the integrand varies by less than e^64, and it is e^-64 beyond."""
    r, alpha, s, beta = p
    x, t_x, T = (mpf(v) for v in cell)
    near, far = alpha + t_x, beta + t_x
    cuts = [T - t_x]
    scale = min(near / (r + x + 1), far / (s + 1)) / 64
    while cuts[-1] > scale:
        cuts.append(cuts[-1] / 2)
    cuts = [mpf(0)] + cuts[::-1]
    sums = [mpf(0)] * 6
    for low, high in zip(cuts, cuts[1:]):
        for node, weight in rule:
            y = low + (high - low) * node
            log_a, log_b = mp.log1p(y / near), mp.log1p(y / far)
            mass = weight * (high - low) * mp.exp(-(r + x) * log_a - s * log_b) / (far + y)
            kinds = [1, log_a, log_b, y / (near + y), y / (far + y), 1 / (far + y)]
            sums = [total + mass * kind for total, kind in zip(sums, kinds)]
    return sums[0], [v / sums[0] for v in sums[1:]]


def pareto_values(p, cell, rule):
    r, alpha, s, beta = p
    x, t_x, T = (mpf(v) for v in cell)
    base = (mp.loggamma(r + x) - mp.loggamma(r) - x * mp.log(alpha + T)
            - r * mp.log1p(T / alpha) - s * mp.log1p(T / beta))
    slopes = [mp.psi(0, r + x) - mp.psi(0, r) - mp.log1p(T / alpha),
              r / alpha - (r + x) / (alpha + T), -mp.log1p(T / beta), s / beta - s / (beta + T)]
    if T == t_x:
        return [base, mpf(0)] + slopes
    total, means = left_integrals(p, cell, rule)
    log_a, log_b = mp.log((alpha + T) / (alpha + t_x)), mp.log((beta + T) / (beta + t_x))
    log_odds = mp.log(s * total) + (r + x) * log_a + s * log_b
    softplus = mp.log1p(mp.exp(log_odds))
    gone = 1 / (1 + mp.exp(-log_odds))
    of_odds = [log_a - means[0],
               (r + x) * (1 / (alpha + T) - 1 / (alpha + t_x) + means[2] / (alpha + t_x)),
               1 / s + log_b - means[1],
               s * (1 / (beta + T) - 1 / (beta + t_x) + means[3] / (beta + t_x)) - means[4]]
    return [base + softplus, -softplus] + [u + gone * v for u, v in zip(slopes, of_odds)]


def check_closed_form(rule):
    mp.dps = 120
    for p in PARETO:
        for cell in [(2, 30.43, 38.86), (26, 30.86, 31), (7, 35, 77.86)]:
            r, alpha, s, beta = (mpf(v) for v in p)
            x, t_x, T = (mpf(v) for v in cell)
            n = r + s + x
            big, other = max(alpha, beta), (s + 1 if alpha >= beta else r + x)
            part = lambda t: (mp.hyp2f1(n, other, n + 1, abs(alpha - beta) / (big + t))
                              / (big + t) ** n)
            direct = (mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta)
                      + mp.log((alpha + T) ** -(r + x) * (beta + T) ** -s
                               + s / n * (part(t_x) - part(T))))
            mp.dps = 50
            ours = pareto_values([r, alpha, s, beta], cell, rule)[0]
            mp.dps = 120
            assert abs(direct - ours) < mpf(10) ** -28, (p, cell, direct - ours)


def pareto_rows():
    mp.dps = 50
    rule = legendre_rule(48)
    check_closed_form(rule)
    mp.dps = 50
    for p in PARETO:
        for cell in CELLS + list(random_cells(2, 6)):
            values = pareto_values([mpf(v) for v in p], cell, rule)
            yield "pareto_nbd", p + cell, [clean(v) for v in values]


TABLES = {"bg": bg_rows, "pareto": pareto_rows}
for table in sys.argv[1:] or TABLES:
    write(table + "_cells", TABLES[table]())
