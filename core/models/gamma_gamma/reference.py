"""Makes reference.csv: Gamma-Gamma spend to 25 digits (Colombo & Jiang 1999, "A stochastic RFM model",
Journal of Interactive Marketing 13; Fader & Hardie 2013, "The Gamma-Gamma model of monetary value").

A customer's orders are z_i ~ Gamma(p, rate nu), nu ~ Gamma(q, rate gamma); seen are x orders of mean m.
Closed: the density of m with nu integrated out. Again: that integral over nu by quadrature. The
expected order is E[p / nu | x, m]: closed p (gamma + x m) / (p x + q - 1), again as the ratio of two
integrals over nu.

Run: python3 core/models/gamma_gamma/reference.py   (needs mpmath; a minute)
"""

import csv
import pathlib

import mpmath as mp

HERE = pathlib.Path(__file__).parent
mp.mp.dps = 60

SETS = {
    "cdnow": (6.25, 3.74, 15.44),
    "cdnow_exact": (6.2488, 3.7446, 15.4477),
    "unit": (1, 2, 1),
    "q_nearly_one": (6.25, 1 + 1e-9, 15.44),
    "q_one": (6.25, 1, 15.44),
    "q_below_one": (6.25, 0.9, 15.44),
    "q_tiny": (0.1, 0.05, 2),
    "p_tiny": (0.01, 3, 10),
    "p_large": (1000, 5, 0.02),
    "q_large": (5, 2000, 8000),
    "p_and_q_large": (1e5, 1e5, 30),
    "gamma_tiny": (6.25, 3.74, 1e-6),
    "gamma_large": (6.25, 3.74, 1e12),
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
    "hundred_thousand": (100000, 19.99),
}
PUBLISHED = [  # Fader & Hardie 2013, and values recomputed from the CDNOW sample
    ("cdnow", "never", "expected_spend", "35.2189781"),
    ("cdnow", "twice", "expected_spend", "24.6637139108"),
    ("cdnow", "once", "expected_spend", "18.9168521"),
    ("cdnow", "four", "expected_spend", "35.0216294"),
    ("cdnow", "twice", "log_lik", "-3.5513167597317"),
]


def log_lik(p, q, gamma, x, m):
    """Fader & Hardie 2013, eq. (1a)."""
    if x == 0:
        return mp.mpf(0)
    return (mp.loggamma(p * x + q) - mp.loggamma(p * x) - mp.loggamma(q) + q * mp.log(gamma)
            + (p * x - 1) * mp.log(m) + p * x * mp.log(x) - (p * x + q) * mp.log(gamma + x * m))


def expected(p, q, gamma, x, m):
    left = p * x + q - 1
    return p * (gamma + x * m) / left if left > 0 else None


def log_integral(shape, rate):
    """log of the integral of nu^(shape-1) e^(-rate nu), about its peak in log nu: there the integrand
    is a bump of width 1/sqrt(shape), and the trapezoidal rule converges exponentially."""
    peak = mp.log(shape / rate)
    step = mp.mpf(1) / (8 * mp.sqrt(1 + shape))
    top = shape * peak - rate * mp.exp(peak)
    total, k = mp.mpf(0), 0
    for direction in (1, -1):
        k = 0 if direction == 1 else 1
        while True:
            y = peak + direction * k * step
            term = shape * y - rate * mp.exp(y) - top
            if term < -100:
                break
            total += mp.exp(term)
            k += 1
    return top + mp.log(total * step)


def log_lik_again(p, q, gamma, x, m):
    if x == 0:
        return mp.mpf(0)
    front = p * x * mp.log(x) + (p * x - 1) * mp.log(m) - mp.loggamma(p * x)
    prior = q * mp.log(gamma) - mp.loggamma(q)
    return front + prior + log_integral(p * x + q, gamma + x * m)


def expected_again(p, q, gamma, x, m):
    if p * x + q <= 1:
        return None
    rate = gamma + x * m
    return p * mp.exp(log_integral(p * x + q - 1, rate) - log_integral(p * x + q, rate))


def agree(one, other, what):
    if one is None or other is None:
        assert one is None and other is None, what
        return
    assert abs(one - other) <= mp.mpf("1e-25") * max(1, abs(one)), (what, one, other)


def text(value):
    return "nan" if value is None else mp.nstr(value, 25, strip_zeros=False)


def main():
    rows = []
    for set_name, values in SETS.items():
        p, q, gamma = map(mp.mpf, values)
        for cell_name, (x, m) in CELLS.items():
            seen = (mp.mpf(x), mp.mpf(m))
            log_likelihood, order = (f(p, q, gamma, *seen) for f in (log_lik, expected))
            # the slow second way where its steps are few enough
            if p * x + q < 1e5 and (p * x + q - 1 > 1e-3 or p * x + q <= 1) and p * x + q > 0.04:
                agree(log_likelihood, log_lik_again(p, q, gamma, *seen), (set_name, cell_name))
                agree(order, expected_again(p, q, gamma, *seen), (set_name, cell_name))
            for a, b, name, published in PUBLISHED:
                if (a, b) == (set_name, cell_name):
                    value = log_likelihood if name == "log_lik" else order
                    assert abs(value - mp.mpf(published)) < mp.mpf("6e-8"), (a, b, name, value)
            rows.append([f"{set_name}/{cell_name}", *map(repr, values), repr(x), repr(m), "", "",
                         text(log_likelihood), text(order), "1e-10"])
    with open(HERE / "reference.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["case", "p", "q", "gamma", "x", "mean_spend", "horizon", "delta", "log_lik",
                         "expected_spend", "tolerance"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
