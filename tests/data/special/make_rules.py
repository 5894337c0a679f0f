#!/usr/bin/env python3
"""Prints core/special/legendre_tables.c: the Gauss-Legendre rules on [0, 1] with 8, 16, 24 points."""
from mpmath import mp, mpf

mp.dps = 40


def slope(n, x):
    return n * (x * mp.legendre(n, x) - mp.legendre(n - 1, x)) / (x * x - 1)


def rule(n):
    nodes = []
    for k in range(n):
        x = -mp.cos(mp.pi * (k + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(8):  # Newton
            x -= mp.legendre(n, x) / slope(n, x)
        nodes.append(x)
    weights = [2 / ((1 - x * x) * slope(n, x) ** 2) for x in nodes]
    assert abs(mp.fsum(weights) - 2) < mpf("1e-30") and nodes == sorted(nodes)
    return [(1 + x) / 2 for x in nodes], [w / 2 for w in weights]


def table(name, values):
    print("static const double %s[] = {" % name)
    for v in values:
        print("    %s," % mp.nstr(v, 19))
    print("};")


print('''/* The Gauss-Legendre rules on [0, 1] with 8, 16 and 24 points (Abramowitz & Stegun 25.4.30):
 * printed by tests/data/special/make_rules.py with mpmath. */
#include "quadrature.h"
''')
for n in (8, 16, 24):
    x, w = rule(n)
    table("nodes_%d" % n, x)
    table("weights_%d" % n, w)
print('''
static const gw_rule rules[] = {
    {8, nodes_8, weights_8}, {16, nodes_16, weights_16}, {24, nodes_24, weights_24}};

const gw_rule *gw_gauss_legendre_rule(size_t n)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].n == n)
            return &rules[i];
    return NULL;
}''')
