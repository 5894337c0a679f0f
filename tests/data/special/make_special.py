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


TABLES = {"gamma": gamma_rows}

if __name__ == "__main__":
    for table in sys.argv[1:] or TABLES:
        write(table, TABLES[table]())
