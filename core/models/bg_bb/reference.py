"""Makes reference.csv: the BG/BB to 25 digits (Fader, Hardie & Shang 2010).

Closed: beta functions (eq. 5, 9, 14 of the paper, 2F1 for the endless discounted sum). Again: chance by
chance, from one opportunity to the next, by posterior means alone: after k taken of j while alive the
next is taken with chance (alpha + k)/(alpha + beta + j), and who met m alive leaves before the next with
chance gamma/(gamma + delta + m); what never ends is added up.

Run: python3 core/models/bg_bb/reference.py   (see tools/precise.py for what it needs)
"""

import pathlib
import sys

import mpmath as mp

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))
sys.path.insert(0, str(HERE.parent))

import contract_reference  # noqa: E402
import precise  # noqa: E402
from precise import FOREVER, NOT_CHECKED, UNDEFINED, exact, log_beta  # noqa: E402

PARAMETERS = ["alpha", "beta", "gamma", "delta"]
INPUTS = ["x", "t_x", "n", "horizon", "discount"]
OUTPUTS = ["log_lik", "log_p_alive", "p_alive", "expected", "discounted", "pmf0", "pmf1", "pmf2", "pmf5"]


class Donor:
    def __init__(self, values, columns):
        self.al, self.be, self.ga, self.de = map(exact, values)
        self.x, self.t_x, self.n = columns
        self.log_l = self.log_lik()
        self.log_alive = self.taken(self.x, self.n) + self.stays(self.n + 1) - self.log_l

    def taken(self, x, j):
        return log_beta(self.al + x, self.be + j - x) - log_beta(self.al, self.be)

    def stays(self, j):
        return log_beta(self.ga, self.de + j) - log_beta(self.ga, self.de)

    def leaves(self, j):
        return log_beta(self.ga + 1, self.de + j) - log_beta(self.ga, self.de)

    def log_lik(self):
        total = mp.exp(self.taken(self.x, self.n) + self.stays(self.n))
        for j in range(self.t_x, self.n):
            total += mp.exp(self.taken(self.x, j) + self.leaves(j))
        return mp.log(total)

    def again(self):
        """L and the part alive at n + 1, by posterior means."""
        p, alive = mp.mpf(1), mp.mpf(1)
        for j in range(self.t_x):  # any order of the same takes has the same chance
            chance = (self.al + min(j, self.x)) / (self.al + self.be + j)
            if j >= self.x:  # the takes first, then the misses
                chance = (self.be + (j - self.x)) / (self.al + self.be + j)
            p *= chance
            alive *= (self.de + j) / (self.ga + self.de + j)
        likelihood = mp.mpf(0)
        for j in range(self.t_x, self.n):
            likelihood += p * alive * self.ga / (self.ga + self.de + j)
            alive *= (self.de + j) / (self.ga + self.de + j)
            p *= (self.be + (j - self.x)) / (self.al + self.be + j)
        likelihood += p * alive
        return likelihood, p * alive * (self.de + self.n) / (self.ga + self.de + self.n)

    def opportunities(self, h, v):
        """sum over k = 0 .. h - 1 of S(k) v^(k+1) of somebody alive at n + 1, two ways; v = 1 or not."""
        ga, de = self.ga, self.de + self.n + 1
        if h == FOREVER:
            if v == 1:
                return None if ga <= 1 else (ga + de - 1) / (ga - 1)
            again = v * contract_reference.added_up(ga, de, -mp.log(v))
            return agree_to("forever", v * precise.hyp2f1(1, de, ga + de, v), again, 20)
        total, s = mp.mpf(0), mp.mpf(1)
        for k in range(h):
            total += s * v ** (k + 1)
            s *= (de + k) / (ga + de + k)
        if v == 1 and ga != 1 and h > 0:
            closed = (ga + de - 1) / (ga - 1) * -mp.expm1(
                mp.loggamma(ga + de - 1) - mp.loggamma(ga + de - 1 + h)
                + mp.loggamma(de + h) - mp.loggamma(de))
            precise.agree("opportunities", total, closed)
        return total

    def pmf(self, k, h):
        """Eq. 9 of the paper by beta functions, given alive at n + 1."""
        a, b = self.al + self.x, self.be + self.n - self.x
        ga, de = self.ga, self.de + self.n + 1

        def takes(i):
            return mp.binomial(i, k) * mp.exp(log_beta(a + k, b + i - k) - log_beta(a, b))

        total = mp.mpf(0)
        for i in range(max(k, 1), h):
            total += takes(i) * mp.exp(log_beta(ga + 1, de + i - 1) - log_beta(ga, de))
        if k <= h:
            total += takes(h) * mp.exp(log_beta(ga, de + h - 1) - log_beta(ga, de))
        return total

    def pmf_again(self, k, h):
        """Given alive at n + 1, from one opportunity to the next: chances of (taken) while alive."""
        ga, de = self.ga, self.de + self.n + 1
        taken = {0: mp.mpf(1)}
        ended = mp.mpf(0)
        stays = mp.mpf(1)
        for i in range(h):
            if i > 0:
                ended += taken.get(k, 0) * stays * ga / (ga + de + i - 1)
                stays *= (de + i - 1) / (ga + de + i - 1)
            after = {}
            for hits, chance in taken.items():
                if hits > k:
                    continue
                p = (self.al + self.x + hits) / (self.al + self.be + self.n + i)
                after[hits + 1] = after.get(hits + 1, 0) + chance * p
                after[hits] = after.get(hits, 0) + chance * (1 - p)
            taken = after
        return ended + taken.get(k, 0) * stays


def agree_to(what, one, other, digits):
    if not abs(one - other) <= mp.mpf(10) ** -digits * abs(one):
        raise precise.Disagreement(f"{what}: {one} against {other}")
    return one


def answers(values, columns, horizon, delta):
    donor = Donor(values, columns)
    likelihood, alive = donor.again()
    out = dict.fromkeys(OUTPUTS, NOT_CHECKED)
    out["log_lik"] = precise.agree("log_lik", donor.log_l, mp.log(likelihood), floor=1)
    p = precise.agree("p_alive", mp.exp(donor.log_alive), alive / likelihood)
    out["log_p_alive"], out["p_alive"] = donor.log_alive, p
    rate = p * (donor.al + donor.x) / (donor.al + donor.be + donor.n)
    plain = donor.opportunities(horizon, mp.mpf(1))
    out["expected"] = UNDEFINED if plain is None else rate * plain
    if delta != NOT_CHECKED:
        sums = donor.opportunities(horizon, mp.exp(-exact(delta)) if delta else mp.mpf(1))
        out["discounted"] = UNDEFINED if sums is None else rate * sums
    for k in (0, 1, 2, 5):
        if horizon != FOREVER and horizon <= 60:
            given = precise.agree("pmf", donor.pmf(k, horizon), donor.pmf_again(k, horizon)) \
                if horizon else mp.mpf(k == 0)
            out[f"pmf{k}"] = p * given + ((1 - p) if k == 0 else 0)
    return out


TENTH = float(mp.log(mp.mpf("1.1")))
SETS = {
    "donations": (1.204, 0.750, 0.657, 2.783),
    "donations_exact": (1.20352, 0.74972, 0.65672, 2.78344),
    "unit": (1, 1, 1, 1),
    "gamma_nearly_one": (2, 3, 1 + 1e-9, 5),
    "alike": (300, 500, 20, 400),
    "unlike": (0.02, 0.03, 0.05, 0.1),
    "nobody_leaves": (1.2, 0.75, 0.5, 1e6),
    "all_leave": (1.2, 0.75, 50, 0.5),
    "seldom": (0.3, 40, 2, 8),
    "tiny": (1e-4, 1e-3, 1e-3, 1e-4),
}
CELLS = {
    "new": (0, 0, 0),
    "never_of_six": (0, 0, 6),
    "once_early": (1, 1, 6),
    "once_second": (1, 2, 6),
    "four": (4, 4, 6),
    "all_six": (6, 6, 6),
    "last_only": (1, 6, 6),
    "fifty": (20, 45, 50),
    "gone_long_ago": (10, 12, 200),
    "thousand": (400, 990, 1000),
}
QUESTIONS = [(5, NOT_CHECKED), (FOREVER, TENTH), (0, TENTH), (1, TENTH), (50, 0), (FOREVER, NOT_CHECKED),
             (5000, 1e-3), (FOREVER, 1e-4), (10, 2), (FOREVER, 0)]
PUBLISHED = [  # methods of the paper, and its donations recomputed
    ("donations", "all_six", "p_alive", "0.930402542373", 5, NOT_CHECKED),
    ("donations", "all_six", "expected", "3.7521156076", 5, NOT_CHECKED),
    ("donations", "all_six", "discounted", "5.9086783196", FOREVER, TENTH),
    ("donations", "four", "p_alive", "0.200133434201", 5, NOT_CHECKED),
    ("donations", "four", "expected", "0.5830268479", 5, NOT_CHECKED),
    ("donations", "four", "discounted", "0.9181268533", FOREVER, TENTH),
    ("donations", "once_second", "p_alive", "0.254556476952", 5, NOT_CHECKED),
    ("donations", "once_second", "expected", "0.3140706551", 5, NOT_CHECKED),
    ("donations", "once_second", "discounted", "0.4945856324", FOREVER, TENTH),
    ("donations", "never_of_six", "p_alive", "0.108016584168", 5, NOT_CHECKED),
    ("donations", "never_of_six", "expected", "0.0728028775", 5, NOT_CHECKED),
    ("donations", "never_of_six", "discounted", "0.1146469962", FOREVER, TENTH),
]


def main():
    watch = precise.Stopwatch()
    asked = []
    turn = 0
    for set_name in SETS:
        for cell in CELLS:
            for _ in range(3 if set_name == "donations" else 1):
                asked.append((set_name, cell, *QUESTIONS[turn % len(QUESTIONS)]))
                turn += 1
            turn += 1 if turn % len(QUESTIONS) == 0 else 0
    asked = [("donations", "all_six", 5, NOT_CHECKED)] + asked
    asked += [(row[0], row[1], row[4], row[5]) for row in PUBLISHED]
    rows = []
    for set_name, cell, horizon, delta in dict.fromkeys(asked):
        out = answers(SETS[set_name], CELLS[cell], horizon, delta)
        name = f"{set_name}/{cell}/{horizon}/{delta if delta == NOT_CHECKED else format(delta, '.4g')}"
        for a, b, column, printed, h, d in PUBLISHED:
            if (a, b, h, d) == (set_name, cell, horizon, delta):
                precise.published(f"{name} {column}", out[column], printed)
        rows.append(dict(zip(PARAMETERS, SETS[set_name]))
                    | dict(zip(["x", "t_x", "n"], CELLS[cell]))
                    | {"horizon": horizon, "discount": delta, "case": name} | out)
    precise.write_table(HERE / "reference.csv", PARAMETERS + INPUTS, OUTPUTS, rows)
    watch.tell(rows, HERE / "reference.csv")


if __name__ == "__main__":
    main()
