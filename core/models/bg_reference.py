"""Reference values of BG/NBD and MBG/NBD to 25 digits, for their reference.csv; the two differ in one
coin: BG/NBD throws the drop-out coin after every repeat purchase, MBG/NBD also at time 0.

Fader, Hardie & Lee 2005, Marketing Science 24 (eqs. 6 to 10); Batislam, Denizel & Filiztekin 2007,
International Journal of Research in Marketing 24. Given alive: lambda ~ Gamma(R, A) with R = r + x,
A = alpha + T, and p ~ Beta(a, b') with b' = b + x (BG) or b + x + 1 (MBG).

Reckoned in two ways that must agree to 1e-15 or better: the likelihood from beta functions and from
an integral over p; the expectation by 2F1 and by an integral over p (in the logit of p, by the
trapezoidal rule); the discounted one has time inside, by generalised exponential integrals, and p
outside; chances by the closed form, their sum being 1.
"""

import csv

import mpmath as mp
from mpmath.libmp import NoConvergence

mp.mp.dps = 50

CELLS = {
    "new": (0, 0, 0), "never_back": (0, 0, 38.86), "never_day_one": (0, 0, 0.01),
    "never_for_ages": (0, 0, 1e5), "once": (1, 1.71, 38.86), "twice": (2, 30.43, 38.86),
    "just_now": (5, 30, 30), "a_moment_ago": (5, 30 - 1e-9, 30), "ages_ago": (3, 5e4, 1e5),
    "weekly": (26, 30.86, 31), "weekly_gone": (26, 30.86, 52), "same_instant": (3, 0, 0),
    "hundred": (120, 100, 104), "burst_then_gone": (400, 5, 37), "two_thousand": (2000, 900, 1000),
    "two_thousand_gone": (2000, 50, 500),
}
SETS = {
    "cdnow": (0.243, 4.414, 0.793, 2.426), "a_one": (0.243, 4.414, 1, 2.426),
    "a_nearly_one": (0.243, 4.414, 1 + 1e-9, 2.426), "a_plus_b_one": (0.5, 5, 0.25, 0.75),
    "a_above_one": (0.7, 8, 2.5, 3), "tiny": (0.05, 0.3, 0.05, 0.1), "large": (20, 30, 15, 50),
    "b_million": (0.25, 4.5, 0.8, 1e6), "alpha_million": (0.6, 1e6, 0.8, 2.5),
    "alpha_thousandth": (0.6, 1e-3, 0.8, 2.5),
}
CORE = ["new", "never_back", "twice", "just_now", "weekly"]
ANNUAL_15 = 0.002687729661060743
QUESTIONS = [(39, None), (52, ANNUAL_15), (1, 1), (1e6, None), (1e-6, 0.0027), (0, 0.0027),
             (39, 0), (1e4, None), ("forever", 0.0027), ("forever", None)]


def logit_rule(a, b, lowest, step=mp.mpf("0.08"), cut=-110):
    """Nodes p and weights of E[k(p)], p ~ Beta(a, b): the trapezoidal rule in y = log(p/(1-p)), whose
    error falls exponentially with the step; cut where the weight is below e^cut of the largest."""
    if a > 1 and b > 1:
        step = min(step, mp.sqrt(1 / a + 1 / b) / 12)
    peak = mp.log(a / b)
    top = -a * mp.log1p(mp.exp(-peak)) - b * mp.log1p(mp.exp(peak))
    nodes = []
    for direction in (1, -1):
        k = 0 if direction == 1 else 1
        while True:
            y = peak + direction * k * step
            weight = -a * mp.log1p(mp.exp(-y)) - b * mp.log1p(mp.exp(y)) - top
            if weight < cut and (direction == 1 or y < lowest):
                break
            nodes.append((1 / (1 + mp.exp(-y)), mp.exp(weight)))
            k += 1
    total = mp.fsum(w for _, w in nodes)
    return [(p, w / total) for p, w in nodes]


class Customer:
    def __init__(self, values, columns, coin_at_start):
        self.r, self.alpha, self.a, self.b = (mp.mpf(v) for v in values)
        self.x, self.t_x, self.T = (mp.mpf(v) for v in columns)
        self.coins = self.x + coin_at_start
        self.shape, self.rate = self.r + self.x, self.alpha + self.T
        self.stay = self.b + self.coins
        self.rule = None

    def over_p(self, function):
        if self.rule is None:
            self.rule = logit_rule(self.a, self.stay, -45 - mp.log(1 + self.shape))
        return mp.fsum(w * function(p) for p, w in self.rule)

    def odds_dead(self):
        if self.coins == 0:
            return mp.mpf(0)
        return self.a / (self.stay - 1) * mp.exp(
            self.shape * mp.log(self.rate / (self.alpha + self.t_x)))

    def log_beta_ratio(self):
        """log E[(1-p)^coins], p ~ Beta(a, b)."""
        with mp.workdps(90):
            value = (mp.loggamma(self.stay) + mp.loggamma(self.a + self.b) - mp.loggamma(self.b)
                     - mp.loggamma(self.a + self.stay))
        return +value

    def log_lik(self):
        front = (mp.loggamma(self.shape) - mp.loggamma(self.r) + self.r * mp.log(self.alpha)
                 - self.shape * mp.log(self.rate))
        return front + self.log_beta_ratio() + mp.log1p(self.odds_dead())

    def log_p_alive(self):
        return -mp.log1p(self.odds_dead())

    def expected(self, t):
        if t == 0:
            return mp.mpf(0)
        with mp.workdps(120):
            a = self.a + (mp.mpf("1e-50") if abs(self.a - 1) < mp.mpf("1e-40") else 0)
            if abs(a + self.stay - 1) < mp.mpf("1e-40"):
                a += mp.mpf("1e-50")
            total, z = a + self.stay - 1, t / (self.rate + t)
            f = mp.hyp2f1(self.shape, self.stay, total, z)
            value = total / (a - 1) * (1 - (self.rate / (self.rate + t)) ** self.shape * f)
        return +value

    def expected_again(self, t):
        return self.over_p(lambda p: -mp.expm1(-self.shape * mp.log1p(p * t / self.rate)) / p)

    def discounted(self, t, delta):
        """E over p of R/p (e^z E_{R+1}(z) - e^(-delta t) y^-R e^(zy) E_{R+1}(zy)), z = delta A / p,
        y = 1 + p t / A: the integral of e^(-delta u) R/A (1 + p u/A)^-(R+1) over u."""
        delta = mp.mpf(delta)

        def value(p):
            z = delta * self.rate / p
            if z > 1e4:  # asymptotic: many digits at once
                def scaled(w):
                    term, total = 1 / w, mp.mpf(0)
                    for k in range(12):
                        total += term
                        term *= -(self.shape + 1 + k) / w
                    return total
                grown = 1 + p * t / self.rate if t != "forever" else None
                rest = 0 if t == "forever" else mp.exp(
                    -delta * t - self.shape * mp.log(grown)) * scaled(z * grown)
                return self.shape / p * (scaled(z) - rest)
            left = mp.mpf(0)
            if t != "forever":
                grown = 1 + p * t / self.rate
                left = mp.exp(-delta * t - self.shape * mp.log(grown)) * mp.exp(
                    z * grown) * mp.expint(self.shape + 1, z * grown)
            return self.shape / p * (mp.exp(z) * mp.expint(self.shape + 1, z) - left)

        rule = logit_rule(self.a, self.stay, -20 - mp.log(1 + self.shape), mp.mpf("0.2"), -38)
        return mp.fsum(w * value(p) for p, w in rule)

    def pmf(self, n, t):
        a, b, share = self.a, self.stay, t / (self.rate + t)

        def buys(k):
            return mp.exp(mp.loggamma(self.shape + k) - mp.loggamma(self.shape)
                          - mp.loggamma(k + 1) + self.shape * mp.log(self.rate / (self.rate + t))
                          + (k * mp.log(share) if k > 0 else 0))

        value = mp.beta(a, b + n) / mp.beta(a, b) * buys(n)
        if n > 0:
            value += (mp.beta(a + 1, b + n - 1) / mp.beta(a, b)
                      * (1 - mp.fsum(buys(k) for k in range(n))))
        return value


def agree(one, other, what, tolerance="1e-20"):
    assert abs(one - other) <= mp.mpf(tolerance) * max(abs(one), mp.mpf("1e-30")), (what, one, other)


def text(value):
    return "" if value is None else "nan" if value != value else mp.nstr(value, 25)


def row_of(set_name, cell_name, horizon, delta, coin_at_start):
    customer = Customer(SETS[set_name], CELLS[cell_name], coin_at_start)
    alive = mp.exp(customer.log_p_alive())
    discounted, chances = None, [None] * 4
    small = CELLS[cell_name][0] <= 400
    if horizon == "forever":
        a = customer.a
        expected = alive * (a + customer.stay - 1) / (a - 1) if a > 1 else mp.nan
    else:
        t = mp.mpf(horizon)
        try:
            given = customer.expected(t)
        except NoConvergence:
            given = customer.expected_again(t)
        if small and SETS[set_name][2] >= 0.2:
            agree(given, customer.expected_again(t), ("expected", set_name, cell_name, horizon),
                  "1e-15")
        expected = alive * given
        if small and 0 < t <= 100:
            chances = [customer.pmf(n, t) * alive for n in (0, 1, 2, 5)]
            chances[0] += 1 - alive
            if cell_name in ("twice", "new") and t <= 1:
                every = mp.fsum(customer.pmf(n, t) for n in range(80))
                agree(every, mp.mpf(1), ("chances", set_name), "1e-6")
    if delta is not None:
        if delta == 0:
            discounted = expected
        elif horizon == 0:
            discounted = mp.mpf(0)
        elif CELLS[cell_name][0] <= 26 and SETS[set_name][2] >= 0.2 and horizon != 1e6:
            discounted = alive * customer.discounted(horizon, delta)
    log_p = customer.log_p_alive()
    return [f"{set_name}/{cell_name}/{horizon}/{'none' if delta is None else format(delta, '.4g')}",
            *map(repr, SETS[set_name]), *map(repr, CELLS[cell_name]), repr(horizon).strip("'"),
            "" if delta is None else repr(delta), text(customer.log_lik()), text(log_p),
            text(alive), text(expected), text(discounted), *map(text, chances), "1e-10"]


def published(coin_at_start):
    """Values of the papers and of others' software."""
    cdnow = ((0.243, 4.414, 0.793, 2.426), (0.525, 6.183, 0.891, 1.614))[coin_at_start]
    twice = Customer(cdnow, CELLS["twice"], coin_at_start)
    p_alive, expected = ((".726578570081", "1.22602817477"),
                         (".706202265118", "1.26296062327"))[coin_at_start]
    alive = mp.exp(twice.log_p_alive())
    agree(alive, mp.mpf(p_alive), "published", "1e-11")
    agree(alive * twice.expected(mp.mpf(39)), mp.mpf(expected), "published", "1e-11")


def make(path, coin_at_start):
    published(coin_at_start)
    rows, turn = [], 0
    for set_name in SETS:
        for cell_name in CELLS if set_name == "cdnow" else CORE:
            for _ in range(3 if set_name == "cdnow" else 2):
                horizon, delta = QUESTIONS[turn % len(QUESTIONS)]
                turn += 1
                rows.append(row_of(set_name, cell_name, horizon, delta, coin_at_start))
    rows.sort(key=lambda row: not row[0].startswith("cdnow/twice/"))  # first an ordinary case
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["case", "r", "alpha", "a", "b", "x", "t_x", "T", "horizon", "delta",
                         "log_lik", "log_p_alive", "p_alive", "expected", "discounted", "pmf0",
                         "pmf1", "pmf2", "pmf5", "tolerance"])
        writer.writerows(rows)
