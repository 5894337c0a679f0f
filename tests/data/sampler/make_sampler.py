#!/usr/bin/env python3
"""Reference values for core/sampler, by arviz: python3 make_sampler.py

Writes psis.csv and chains.csv beside itself: inputs made by a generator of its own (so that the
tests can make them too, without the files being large), and what arviz says of them. Building and
testing never need this script.
"""
import os

import arviz
import numpy as np
from arviz_stats.base import array_stats

HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1


def uniforms(seed, n):
    """splitmix64: the test makes the same numbers."""
    out = []
    for _ in range(n):
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        out.append((((z ^ (z >> 31)) >> 12) + 0.5) * 2.0**-52)
    return np.array(out)


def log_weights(seed, n, shape):
    """Log of Pareto weights of that shape; shape 0: of exponential ones."""
    u = uniforms(seed, n)
    return -shape * np.log(u) if shape > 0 else np.log(-np.log(u))


def chains(seed, count, n, memory, drift):
    """First-order autoregressive chains that drift apart by their number."""
    u = uniforms(seed, count * n).reshape(count, n) - 0.5
    x = np.zeros((count, n))
    for c in range(count):
        at = 0.0
        for i in range(n):
            at = memory * at + u[c, i]
            x[c, i] = at + drift * c
    return x


def write(name, header, rows):
    with open(os.path.join(HERE, name), "w") as out:
        out.write("# made by make_sampler.py, arviz %s: %s\n" % (arviz.__version__, header))
        for row in rows:
            out.write(",".join([row[0]] + [repr(float(v)) for v in row[1:]]) + "\n")


def psis_rows():
    for seed, (n, shape) in enumerate([(100, 0.3), (500, 0.1), (1000, 0.5), (1000, 0.9), (4000, 0.7), (4000, 0)]):
        logs = log_weights(seed, n, shape)
        smoothed, khat = array_stats.psislw(-logs)  # it takes log-likelihoods left out
        w = np.exp(smoothed - np.max(smoothed))
        w = w / np.sum(w)
        yield "psis", seed, n, shape, 1 / np.sum(w**2), np.max(w), khat


def chain_rows():
    for seed, (count, n, memory, drift) in enumerate(
        [(4, 100, 0, 0), (4, 250, 0.5, 0), (4, 1000, 0.9, 0), (2, 101, 0.3, 0.2), (3, 64, 0, 0.5), (4, 200, -0.4, 0)]
    ):
        x = chains(seed, count, n, memory, drift)
        yield "chains", seed, count, n, memory, drift, array_stats.ess(x), array_stats.rhat(x)


write("psis.csv", "seed, n, shape, ESS, largest weight, khat", psis_rows())
write("chains.csv", "seed, chains, length, memory, drift, bulk ESS, rhat", chain_rows())
