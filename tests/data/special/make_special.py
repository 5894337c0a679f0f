#!/usr/bin/env python3
"""Reference values for core/special and core/dist, by mpmath: python3 make_special.py [NAME ...]

Writes NAME.csv beside itself. A row is: function, arguments, value. Arguments are doubles exactly as
written; values are computed with many more digits than a double and rounded once. Building and
testing never need this script.
"""
import itertools
import os
import sys

from mpmath import mp, mpf

HERE = os.path.dirname(os.path.abspath(__file__))
mp.dps = 60


def write(name, rows):
    with open(os.path.join(HERE, name + ".csv"), "w") as out:
        out.write("# made by make_special.py, mpmath %s\n" % mp_version())
        for function, arguments, value in rows:
            words = [function] + [repr(float(x)) for x in arguments] + [mp.nstr(mpf(value), 20)]
            out.write(",".join(words) + "\n")


def mp_version():
    import mpmath
    return mpmath.__version__


# ---------------------------------------------------------------------------------------- gamma
def gamma_rows():
    points = [1e-300, 1e-12, 1e-6, 1e-3, .05, .25, .4999999, .5, .75, .999999999, 1.0, 1.000000001,
              1.2, 1.4616, 1.4999999, 1.5, 1.75, 1.9999999, 2.0, 2.0000001, 2.4999, 2.5, 2.5001, 3.0,
              4.7, 7.0, 9.9999, 10.0, 10.0001, 12.5, 37.2, 100.0, 1e3, 123456.789, 1e6, 1e9, 1e12,
              1e25, 1e100, 1e300]
    for x in points:
        yield "log_gamma", [x], mp.loggamma(mpf(x))
        yield "digamma", [x], mp.psi(0, mpf(x))
        if 1e-150 < x < 1e150:
            yield "trigamma", [x], mp.psi(1, mpf(x))
        if x < 1e20:
            x_ = mpf(x)
            yield "stirling_correction", [x], (
                mp.loggamma(x_) - ((x_ - mpf(1) / 2) * mp.log(x_) - x_ + mp.log(2 * mp.pi) / 2))
    for x in [-.5, -.3, -1e-3, -1e-9, -1e-300, 1e-300, 1e-18, 1e-9, 1e-3, .3, .5]:
        yield "log_gamma1p", [x], log_gamma1p(mpf(x))
    sizes = [1e-6, .05, .5, 1.0, 1.5, 9.99, 10.0, 1e3, 1e6, 1e9, 1e12]
    steps = [0.0, 1e-9, .5, 1.0, 2.0, 3.7, 8.0, 9.0, 17.0, 100.0, 2000.0, 1e6, 1e9]
    for a, n in itertools.product(sizes, steps):
        yield "log_rising", [a, n], wide(lambda: mp.loggamma(mpf(a) + mpf(n)) - mp.loggamma(mpf(a)))
        yield "digamma_difference", [a, n], wide(
            lambda: mp.psi(0, mpf(a) + mpf(n)) - mp.psi(0, mpf(a)))
    for a, b in itertools.product(sizes, sizes):
        yield "log_beta", [a, b], wide(lambda: log_beta(mpf(a), mpf(b)))
        for n in steps:
            yield "log_beta_ratio", [a, b, n], wide(
                lambda: log_beta(mpf(a), mpf(b) + mpf(n)) - log_beta(mpf(a), mpf(b)))


def log_gamma1p(x):
    if abs(x) < mpf("1e-30"):
        return -mp.euler * x  # the next term is x^2
    return wide(lambda: mp.loggamma(1 + x))


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def wide(value):
    """value() with digits to spare for the cancellation of terms of 1e14 down to 1e-30."""
    with mp.workdps(130):
        return value()


# --------------------------------------------------------------------------------------- expint
def expint_rows():
    orders = [1e-3, .05, .3, .4999, .5, .75, .999999, 1.0, 1 + 1e-9, 1.2426, 1.4999, 1.5, 1.9999999,
              2.0, 2.5, 3.0, 7.3, 19.0, 20.5, 23.0, 23.9999, 24.0, 24.5, 31.0, 250.4, 1e3, 123456.7, 1e7]
    points = [1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, .02, .3, .7, .999999, 1.0, 1.5, 3.0, 10.0,
              40.0, 300.0, 1e3, 1e5, 1e8, 1e16, 1e100, 1e300]
    for s, z in itertools.product(orders, points):
        yield "expint_scaled", [s, z], expint_scaled(mpf(s), mpf(z))


def expint_scaled(s, z):
    """e^z E_s(z): the integral over v = log t of (1 + ...), checked in two ways where both work."""
    fraction = expint_fraction(s, z) if z > mpf("0.1") else None
    if z <= 3:
        # Whole s are moved by 1e-50, which changes the value by less than 1e-48 of it.
        near = s + mpf("1e-50") if s == int(s) else s
        with mp.workdps(400 if s < 300 else 60):
            if s < 300:
                value = mp.exp(z) * (mp.gamma(1 - near) * z ** (near - 1) - expint_series(near, z))
            else:  # the first term is below 1e-300 and its pole is the series' own
                value = -mp.exp(z) * expint_series(s, z, 40)
        if fraction is not None:
            assert abs(value / fraction - 1) < mpf("1e-25"), (s, z, value, fraction)
        return value
    return fraction


def expint_series(s, z, terms=200):
    return mp.fsum((-z) ** k / (mp.factorial(k) * (1 - s + k)) for k in range(terms))


def expint_fraction(s, z):
    """Backward from far, doubled until it stands still."""
    def from_far(n):
        tail = mpf(0)
        for k in range(n, 0, -1):
            tail = k * (s + k - 1) / (z + s + 2 * k - tail)
        return 1 / (z + s - tail)
    n = 100
    while True:
        value, more = from_far(n), from_far(2 * n)
        if abs(value / more - 1) < mpf("1e-27"):
            return more
        n *= 2


TABLES = {"gamma": gamma_rows, "expint": expint_rows}

if __name__ == "__main__":
    for table in sys.argv[1:] or TABLES:
        write(table, TABLES[table]())
