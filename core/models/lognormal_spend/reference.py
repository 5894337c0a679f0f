"""Makes reference.csv: log-normal spend to 25 digits.

Closed: the normal law of log mean, and the normal posterior of mu. Again: integrals over mu, the
customer's own level, of the densities of mu and of log mean given mu (trapezoids, which converge
exponentially on a normal bump).

Run: python3 core/models/lognormal_spend/reference.py   (needs mpmath; seconds)
"""

import csv
import pathlib

import mpmath as mp

HERE = pathlib.Path(__file__).parent
mp.mp.dps = 60

SETS = {
    "cdnow": (25.0, 0.55, 0.6),
    "heavy": (40, 1.6, 0.8),
    "unit": (1, 1, 1),
    "alike": (30, 0.5, 1e-3),
    "own_alike": (30, 1e-3, 0.7),
    "both_tiny": (30, 1e-6, 1e-6),
    "wide": (1e4, 3, 4),
    "cents": (1e-3, 0.4, 0.4),
    "sigma_five": (10, 5, 0.5),
}
CELLS = {
    "never": (0, 0),
    "once": (1, 11.77),
    "twice": (2, 22.35),
    "four": (4, 35),
    "often": (26, 31.5),
    "cents": (3, 1e-6),
    "millions": (3, 1e9),
    "two_thousand": (2000, 20),
    "billion": (1000000000, 19.99),
}


def normal(z, variance):
    return mp.exp(-z * z / (2 * variance)) / mp.sqrt(2 * mp.pi * variance)


def own_variance(sigma, x):
    return mp.log(1 + mp.expm1(sigma ** 2) / x)


def closed(m, sigma, tau, x, mean):
    if x == 0:
        return mp.mpf(0), m * mp.exp((tau ** 2 + sigma ** 2) / 2)
    s2 = own_variance(sigma, x)
    variance = s2 + tau ** 2
    z = mp.log(mean) - mp.log(m) - (sigma ** 2 - s2) / 2
    log_lik = -mp.log(2 * mp.pi * variance) / 2 - z ** 2 / (2 * variance) - mp.log(mean)
    share = tau ** 2 / variance
    return log_lik, mp.exp(mp.log(m) + share * z + share * s2 / 2 + sigma ** 2 / 2)


def again(m, sigma, tau, x, mean):
    """mu = log m + tau e: integrals over e, about the peak of the whole integrand."""
    if x == 0:
        step = mp.mpf(1) / 16
        total = sum(normal(k * step, 1) * mp.exp(tau * k * step) for k in range(-2000, 2001))
        return mp.mpf(0), m * mp.exp(sigma ** 2 / 2) * total * step
    s2 = own_variance(sigma, x)
    z = mp.log(mean) - mp.log(m) - (sigma ** 2 - s2) / 2
    width = 1 / mp.sqrt(1 + tau ** 2 / s2)
    peak = tau * z / s2 * width ** 2
    top = -peak ** 2 / 2 - (z - tau * peak) ** 2 / (2 * s2)
    density = order = mp.mpf(0)
    for k in range(-400, 401):
        e = peak + k * width / 16
        weight = mp.exp(-e * e / 2 - (z - tau * e) ** 2 / (2 * s2) - top)
        density += weight
        order += weight * mp.exp(tau * e)
    log_lik = (top + mp.log(density * width / 16) - mp.log(2 * mp.pi) - mp.log(s2) / 2
               - mp.log(mean))
    return log_lik, m * mp.exp(sigma ** 2 / 2) * order / density


def main():
    rows = []
    for set_name, values in SETS.items():
        params = tuple(mp.mpf(float(v)) for v in values)
        for cell_name, (x, mean) in CELLS.items():
            seen = (mp.mpf(x), mp.mpf(mean))
            one, other = closed(*params, *seen), again(*params, *seen)
            for a, b in zip(one, other):
                assert abs(a - b) <= mp.mpf("1e-25") * max(1, abs(a)), (set_name, cell_name, a, b)
            rows.append([f"{set_name}/{cell_name}", *map(repr, values), repr(x), repr(mean), "", "",
                         *(mp.nstr(v, 25, strip_zeros=False) for v in one), "1e-10"])
    with open(HERE / "reference.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["case", "m", "sigma", "tau", "x", "mean_spend", "horizon", "delta", "log_lik",
                         "expected_spend", "tolerance"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
