"""Makes reference.csv: NBD to 25 digits (Ehrenberg 1959; the timing form without 1/x!, Fader & Hardie
2005). Nobody ever leaves: P(alive) = 1.

Closed: gamma functions. Again: integrals over the purchase rate, lambda ~ Gamma(r, alpha).

Run: python3 core/models/nbd/reference.py   (see tools/precise.py for what it needs)
"""

import pathlib
import sys

import mpmath as mp

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))

import count_cases  # noqa: E402
import precise  # noqa: E402
from count_cases import NOT_CHECKED  # noqa: E402
from precise import FOREVER, exact  # noqa: E402

PARAMETERS = ["r", "alpha"]


class Customer:
    def __init__(self, values, columns):
        self.r, self.alpha = map(exact, values)
        self.x, _, self.T = map(exact, columns)
        self.shape = self.r + self.x
        self.rate = self.alpha + self.T

    def log_lik(self):
        return (precise.log_rising(self.r, self.x) + self.r * mp.log(self.alpha)
                - self.shape * mp.log(self.rate))

    def log_lik_again(self):
        """int lambda^x e^(-lambda T) Gamma(lambda; r, alpha) d lambda."""
        return (self.r * mp.log(self.alpha) - mp.loggamma(self.r)
                + precise.log_gamma_integral(self.shape, self.rate))

    def log_p_alive(self):
        return mp.mpf(0)

    log_p_alive_again = log_p_alive

    def expected(self, t):
        return self.shape / self.rate * t

    def expected_again(self, t):
        return t * self.mean_rate()

    def expected_forever(self):
        return None

    def discounted(self, t, delta):
        span = 1 if t == FOREVER else -mp.expm1(-delta * t)
        return self.shape / self.rate * span / delta

    def discounted_again(self, t, delta):
        if t == FOREVER:
            t = 200 / delta
        fall, span = precise.ball(delta), precise.ball(t)
        inner = precise.integral(lambda w, _: (-fall * span * w).exp(), 0, 1)
        return precise.number(inner) * t * self.mean_rate()

    def mean_rate(self):
        return mp.exp(precise.log_gamma_integral(self.shape + 1, self.rate)
                      - precise.log_gamma_integral(self.shape, self.rate))

    def pmf(self, k, t):
        return count_cases.negative_binomial(k, self.shape, self.rate, t)

    def pmf_again(self, k, t):
        return mp.exp(k * mp.log(t) - mp.loggamma(k + 1)
                      + precise.log_gamma_integral(self.shape + k, self.rate + t)
                      - precise.log_gamma_integral(self.shape, self.rate))


SETS = {
    "cdnow": (0.385, 12.072),
    "unit": (1, 1),
    "tiny": (0.05, 0.3),
    "large": (20, 30),
    "alpha_million": (0.6, 1e6),
    "alpha_thousandth": (0.6, 1e-3),
    "r_thousandth": (1e-3, 12),
    "r_thousand": (1e3, 12),
    "r_and_alpha_million": (1e6, 1e6),
    "small_shop": (10.465, 0.00798565181),
    "grocer": (0.42032, 5.24512),
}
PUBLISHED = [
    ("unit", "new", 1, NOT_CHECKED, "pmf0", "0.5"),
    ("unit", "new", 1, NOT_CHECKED, "pmf2", "0.125"),
    ("unit", "new", 39, NOT_CHECKED, "expected", "39.0"),
]

if __name__ == "__main__":
    count_cases.make(HERE / "reference.csv", PARAMETERS, SETS, Customer, "cdnow", PUBLISHED)
