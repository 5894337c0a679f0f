"""Makes reference.csv: the geometric law of contracts to 25 digits.

Closed: powers. Again: products and geometric sums added up.

Run: python3 core/models/geometric/reference.py   (see tools/precise.py for what it needs)
"""

import pathlib
import sys

import mpmath as mp

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))
sys.path.insert(0, str(HERE.parent))

import contract_reference  # noqa: E402
from precise import exact  # noqa: E402


class Law:
    def __init__(self, values):
        self.theta = exact(values[0])

    def log_survival(self, n):
        return n * mp.log1p(-self.theta)

    def log_survival_again(self, n):
        out = mp.mpf(1)
        for _ in range(n):
            out -= out * self.theta
        return mp.log(out)

    def residual(self, n, delta):
        r = 1 - self.theta
        return (r if n else 1) * mp.exp(delta) / (mp.exp(delta) - r)

    def residual_again(self, n, delta):
        """Added up in blocks of doubling length: s(2m) = s(m) + (r v)^m s(m)."""
        ratio = (1 - self.theta) * mp.exp(-delta)
        total, power = mp.mpf(1), ratio
        while power > mp.mpf("1e-40"):
            total += power * total
            power *= power
        return ((1 - self.theta) if n else 1) * total


SETS = {
    "regular": (0.2716646504,),
    "half": (0.5,),
    "few_leave": (1e-3,),
    "nearly_nobody": (1e-9,),
    "nearly_all": (0.999,),
}
PUBLISHED = []

if __name__ == "__main__":
    contract_reference.make(HERE / "reference.csv", ["theta"], SETS, Law, PUBLISHED)
