"""Makes reference.csv: the beta-discrete-Weibull to 25 digits (Fader et al. 2018).

Closed: beta functions by log-gammas. Again: by integrals over the chance of leaving. The renewals to
come have no closed form: their sum is taken one by one to two different places, and after them by the
formula of Euler and Maclaurin with its derivatives; two places that agree to 20 digits leave no room
for an error of that formula.

Run: python3 core/models/bdw/reference.py   (see tools/precise.py for what it needs; minutes)
"""

import pathlib
import sys

import mpmath as mp

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))
sys.path.insert(0, str(HERE.parent))

import contract_reference  # noqa: E402
import precise  # noqa: E402
from precise import exact  # noqa: E402

DIGITS = 40


class Law:
    def __init__(self, values):
        self.g, self.d, self.c = map(exact, values)

    def log_beta_at(self, n):
        return precise.log_beta(self.g, self.d + mp.mpf(n) ** self.c)

    def log_survival(self, n):
        return self.log_beta_at(n) - precise.log_beta(self.g, self.d) if n else mp.mpf(0)

    def log_survival_again(self, n):
        if n == 0:
            return mp.mpf(0)
        return (precise.log_beta_integral(self.g, self.d + mp.mpf(n) ** self.c)
                - precise.log_beta_integral(self.g, self.d))

    def residual(self, n, delta):
        return self.summed(n, delta, 600)

    def residual_again(self, n, delta):
        return self.summed(n, delta, 1000)

    def summed(self, n, delta, place):
        power = self.g * self.c
        if delta == 0 and power <= 1:
            return None
        with mp.workdps(2 * DIGITS + 20):  # log-gammas of 1e26 and more cancel
            front = self.log_survival(max(n - 1, 0))

            def term(t):
                return mp.exp(self.log_survival(t) - front - delta * (t - n))

            total = mp.mpf(0)
            for t in range(n, n + place):
                value = term(t)
                total += value
                if value < mp.mpf(10) ** -DIGITS * total * (-mp.expm1(-delta) if delta else 1):
                    return total
            return total + self.rest(term, mp.mpf(n + place), delta, power)

    def rest(self, term, start, delta, power):
        """sum over t >= start: int + f/2 - sum B_2k/(2k)! f^(2k-1)."""
        edges = [start]
        while True:
            t = edges[-1]
            if delta and term(t) / delta < mp.mpf("1e-32") * term(start) * start:
                break
            if not delta and t ** self.c > mp.mpf("1e26") * (1 + self.d + self.g ** 2):
                break
            edges.append(min(t * mp.mpf("1.5"), t + 20 / delta) if delta else t * mp.mpf("1.5"))
        area = sum(mp.quad(term, [a, b]) for a, b in zip(edges, edges[1:]))
        if not delta:
            area += edges[-1] * term(edges[-1]) / (power - 1)
        coefficients = mp.taylor(term, start, 9)  # f^(k)/k!
        out = area + term(start) / 2
        for k in range(1, 6):
            out -= mp.bernoulli(2 * k) / (2 * k) * coefficients[2 * k - 1]
        return out


SETS = {
    "high_end": (0.2593, 1.7226, 1.5844),
    "regular": (0.5230, 0.8943, 1.1964),
    "sbg": (0.668, 3.806, 1),
    "falls": (1.5, 4, 0.5),
    "power_just_above_one": (0.8, 2, 1.3),
    "alike": (300, 900, 0.8),
    "rises_fast": (2, 30, 3),
    "slowly": (0.9, 1.1, 0.1),
}
PUBLISHED = []

if __name__ == "__main__":
    contract_reference.make(HERE / "reference.csv", ["gamma", "delta", "c"], SETS, Law, PUBLISHED)
