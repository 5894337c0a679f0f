"""Makes reference.csv: the shifted-beta-geometric to 25 digits (Fader & Hardie 2007).

Closed: beta functions, and Gauss's 2F1 for the renewals to come (Fader & Hardie 2010). Again: products
of posterior means, and the renewals to come added up.

Run: python3 core/models/sbg/reference.py   (see tools/precise.py for what it needs)
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


class Law:
    def __init__(self, values):
        self.a, self.b = map(exact, values)

    def log_survival(self, n):
        return precise.log_beta(self.a, self.b + n) - precise.log_beta(self.a, self.b)

    def log_survival_again(self, n):
        out = mp.mpf(1)
        for k in range(n):
            out *= (self.b + k) / (self.a + self.b + k)
        return mp.log(out)

    def residual(self, n, delta):
        a, b = self.a, self.b
        v = mp.exp(-delta)
        if delta == 0 and a <= 1:
            return None
        if n == 0:
            return (a + b - 1) / (a - 1) if delta == 0 else precise.hyp2f1(1, b, a + b, v)
        if delta == 0:
            return (b + n - 1) / (a - 1)
        return (b + n - 1) / (a + b + n - 1) * precise.hyp2f1(1, b + n, a + b + n, v)

    def residual_again(self, n, delta):
        if delta == 0 and self.a <= 1:
            return None
        if delta == 0:  # 50 renewals one by one, and what is to come after them
            total, s = mp.mpf(0), (self.b + n - 1) / (self.a + self.b + n - 1) if n else mp.mpf(1)
            for k in range(n, n + 50):
                total += s
                s *= (self.b + k) / (self.a + self.b + k)
            return total + s * (self.a + self.b + n + 49) / (self.a - 1)
        added = contract_reference.added_up(self.a, self.b + n, delta)
        return added * ((self.b + n - 1) / (self.a + self.b + n - 1) if n else 1)


SETS = {
    "high_end": (0.668, 3.806),
    "regular": (0.704, 1.182),
    "unit": (1, 1),
    "many_leave_alike": (40, 10),
    "alpha_just_above_one": (1.001, 3),
    "alike": (2000, 9000),
    "unlike": (0.067, 0.267),
    "tiny": (0.002, 0.003),
    "hardly_anybody": (0.5, 5000),
    "perils": (3.80, 15.20),
}
PUBLISHED = [
    ("high_end", "first", 0, "retention", "0.850692892266"),
    ("high_end", "first", 0, "residual", "5.41485604837"),
    ("high_end", "start", 0, "residual", "5.92259640761"),
    ("high_end", "seventh", 0, "survival", "0.488944620894"),
    ("high_end", "seventh", 0, "retention", "0.936223028451"),
    ("high_end", "twelfth", 0, "survival", "0.378040420182"),
    ("perils", "first", 0, "residual", "3.30981842103"),
    ("perils", "second", 0, "residual", "3.45100032891"),
    ("unlike", "first", 0, "residual", "7.67083546092"),
    ("unlike", "second", 0, "residual", "9.455299432"),
]

if __name__ == "__main__":
    contract_reference.make(HERE / "reference.csv", ["alpha", "beta"], SETS, Law, PUBLISHED)
