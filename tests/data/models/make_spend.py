"""Makes spend.csv: the Gamma-Gamma log-likelihood and its derivatives for one customer to 20 digits,
far out: p, q and gamma from 1e-3 to 1e9, x to 1e9, means far from the centre.

Eq. (1a) of Fader & Hardie (2013) in 80 digits; derivatives by digamma, checked by differences.

Run: python3 tests/data/models/make_spend.py   (needs: pip install mpmath)
"""

import itertools
import pathlib

import mpmath as mp

mp.mp.dps = 80

PARAMS = [(6.25, 3.74, 15.44), (1e-3, 3.0, 20.0), (5.0, 1e-3, 20.0), (1e6, 3.0, 1e-5),
          (6.0, 1e6, 1e6), (1e6, 1e6, 20.0), (1e9, 1e9, 20.0), (1e9, 1e-3, 1e-6), (0.5, 1.0, 1e12)]
COUNTS = [1, 7, 2000, 10**9]
RATIOS = [1e-9, 0.3, 0.999, 1, 1.002, 8, 1e7]  # of the mean to p gamma / q


def log_lik(p, q, g, x, m):
    return (mp.loggamma(p * x + q) - mp.loggamma(p * x) - mp.loggamma(q) + q * mp.log(g)
            + (p * x - 1) * mp.log(m) + p * x * mp.log(x) - (p * x + q) * mp.log(g + x * m))


def gradient(p, q, g, x, m):
    both = mp.psi(0, p * x + q)
    total = mp.log(g + x * m)
    return (x * (both - mp.psi(0, p * x) + mp.log(x * m) - total),
            both - mp.psi(0, q) + mp.log(g) - total,
            q / g - (p * x + q) / (g + x * m))


def check(point):
    for i, slope in enumerate(gradient(*point)):
        step = point[i] * mp.mpf(10) ** -25
        up, down = list(point), list(point)
        up[i] += step
        down[i] -= step
        difference = (log_lik(*up) - log_lik(*down)) / (2 * step)
        assert abs(difference - slope) <= mp.mpf(10) ** -20 * max(1, abs(slope)), point


def main():
    lines = ["# make_spend.py: name, p, q, gamma, x, mean, log L, and its derivatives in p, q, gamma"]
    for (p, q, g), x, ratio in itertools.product(PARAMS, COUNTS, RATIOS):
        m = float(f"{ratio * p * g / q:.6g}")
        point = [mp.mpf(v) for v in (p, q, g, x, m)]
        check(point)
        values = [log_lik(*point), *gradient(*point)]
        lines.append(",".join(["spend", *(repr(float(v)) for v in (p, q, g, x, m)),
                               *(mp.nstr(v, 20) for v in values)]))
    path = pathlib.Path(__file__).with_name("spend.csv")
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
