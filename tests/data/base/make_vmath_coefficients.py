#!/usr/bin/env python3
"""Prints the polynomial coefficients of core/base/vmath_inline.h (needs mpmath).

exp:  (e^r - 1 - r - r^2/2) / r^3                 on |r| <= ln2/2
log:  (log((1+s)/(1-s)) - 2s) / s^3 in z = s^2     on 0 <= s <= (sqrt2-1)/(sqrt2+1)

Each is interpolated at Chebyshev nodes, which is within a small factor of the minimax polynomial.
The error printed is that of the polynomial with its coefficients rounded to double.
"""
from mpmath import mp, mpf

mp.dps = 60


def taylor_exp(r):
    return sum(r**n / mp.factorial(n + 3) for n in range(60))


def taylor_log(z):
    return sum(2 * z**n / (2 * n + 3) for n in range(80))


def chebyshev(f, a, b, terms):
    """Coefficients, lowest first, of the polynomial through f at `terms` Chebyshev nodes."""
    nodes = [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * terms))
             for i in range(terms)]
    matrix = mp.matrix(terms, terms)
    values = mp.matrix(terms, 1)
    for i, x in enumerate(nodes):
        values[i] = f(x)
        for j in range(terms):
            matrix[i, j] = x**j
    return [c for c in mp.lu_solve(matrix, values)]


def show(name, f, a, b, terms, scale):
    coefficients = [float(c) for c in chebyshev(f, a, b, terms)]
    worst = max(abs(f(x) - sum(mpf(c) * x**j for j, c in enumerate(coefficients))) * scale(x)
                for x in (a + (b - a) * (i + mpf(1) / 2) / 1000 for i in range(1000)))
    print(f"{name}: worst error relative to the function {mp.nstr(worst, 3)}")
    for c in coefficients:
        print("   ", c.hex(), mp.nstr(mpf(c), 17))


half_ln2 = mp.log(2) / 2
s_max = (mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)
show("exp", taylor_exp, -half_ln2, half_ln2, 10, lambda r: abs(r)**3 / mp.exp(r))
show("log", taylor_log, mpf(0), s_max**2, 7, lambda z: z / 2)
ln2_high = mpf(int(mp.log(2) * 2**41)) / 2**41
print("ln2 high", float(ln2_high).hex(), "low", float(mp.log(2) - ln2_high).hex())
print("1/ln2", float(1 / mp.log(2)).hex())
