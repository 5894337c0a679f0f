#!/usr/bin/env python3
"""Reference values for core/special and core/dist, by mpmath: python3 make_special.py [NAME ...]

Writes NAME.csv beside itself. A row is: function, arguments, value. Arguments are doubles exactly as
written; values are computed with many more digits than a double and rounded once. Building and
testing never need this script.
"""
import itertools
import os
import sys

from mpmath import mp, mpf

HERE = os.path.dirname(os.path.abspath(__file__))
mp.dps = 60


def write(name, rows):
    with open(os.path.join(HERE, name + ".csv"), "w") as out:
        out.write("# made by make_special.py, mpmath %s\n" % mp_version())
        for function, arguments, value in rows:
            words = [function] + [mp.nstr(x, 20) if isinstance(x, mpf) else repr(float(x)) for x in arguments] + [mp.nstr(mpf(value), 20)]
            out.write(",".join(words) + "\n")


def mp_version():
    import mpmath
    return mpmath.__version__


# ---------------------------------------------------------------------------------------- gamma
def gamma_rows():
    points = [1e-300, 1e-12, 1e-6, 1e-3, .05, .25, .4999999, .5, .75, .999999999, 1.0, 1.000000001,
              1.2, 1.4616, 1.4999999, 1.5, 1.75, 1.9999999, 2.0, 2.0000001, 2.4999, 2.5, 2.5001, 3.0,
              4.7, 7.0, 9.9999, 10.0, 10.0001, 12.5, 37.2, 100.0, 1e3, 123456.789, 1e6, 1e9, 1e12,
              1e25, 1e100, 1e300]
    for x in points:
        yield "log_gamma", [x], mp.loggamma(mpf(x))
        yield "digamma", [x], mp.psi(0, mpf(x))
        if 1e-150 < x < 1e150:
            yield "trigamma", [x], mp.psi(1, mpf(x))
        if x < 1e20:
            x_ = mpf(x)
            yield "stirling_correction", [x], (
                mp.loggamma(x_) - ((x_ - mpf(1) / 2) * mp.log(x_) - x_ + mp.log(2 * mp.pi) / 2))
    for x in [-.5, -.3, -1e-3, -1e-9, -1e-300, 1e-300, 1e-18, 1e-9, 1e-3, .3, .5]:
        yield "log_gamma1p", [x], log_gamma1p(mpf(x))
    sizes = [1e-6, .05, .5, 1.0, 1.5, 9.99, 10.0, 1e3, 1e6, 1e9, 1e12]
    steps = [0.0, 1e-9, .5, 1.0, 2.0, 3.7, 8.0, 9.0, 17.0, 100.0, 2000.0, 1e6, 1e9]
    for a, n in itertools.product(sizes, steps):
        yield "log_rising", [a, n], wide(lambda: mp.loggamma(mpf(a) + mpf(n)) - mp.loggamma(mpf(a)))
        yield "digamma_difference", [a, n], wide(
            lambda: mp.psi(0, mpf(a) + mpf(n)) - mp.psi(0, mpf(a)))
    for a, b in itertools.product(sizes, sizes):
        yield "log_beta", [a, b], wide(lambda: log_beta(mpf(a), mpf(b)))
        for n in steps:
            yield "log_beta_ratio", [a, b, n], wide(
                lambda: log_beta(mpf(a), mpf(b) + mpf(n)) - log_beta(mpf(a), mpf(b)))


def log_gamma1p(x):
    if abs(x) < mpf("1e-30"):
        return -mp.euler * x  # the next term is x^2
    return wide(lambda: mp.loggamma(1 + x))


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def wide(value):
    """value() with digits to spare for the cancellation of terms of 1e14 down to 1e-30."""
    with mp.workdps(130):
        return value()


# --------------------------------------------------------------------------------------- expint
def expint_rows():
    orders = [1e-3, .05, .3, .4999, .5, .75, .999999, 1.0, 1 + 1e-9, 1.2426, 1.4999, 1.5, 1.9999999,
              2.0, 2.5, 3.0, 7.3, 19.0, 20.5, 23.0, 23.9999, 24.0, 24.5, 31.0, 250.4, 1e3, 123456.7, 1e7]
    points = [1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, .02, .3, .7, .999999, 1.0, 1.5, 3.0, 10.0,
              40.0, 300.0, 1e3, 1e5, 1e8, 1e16, 1e100, 1e300]
    for s, z in itertools.product(orders, points):
        yield "expint_scaled", [s, z], expint_scaled(mpf(s), mpf(z))


def expint_scaled(s, z):
    """e^z E_s(z): the integral over v = log t of (1 + ...), checked in two ways where both work."""
    fraction = expint_fraction(s, z) if z > mpf("0.1") else None
    if z <= 3:
        # Whole s are moved by 1e-50, which changes the value by less than 1e-48 of it.
        near = s + mpf("1e-50") if s == int(s) else s
        with mp.workdps(400 if s < 300 else 60):
            if s < 300:
                value = mp.exp(z) * (mp.gamma(1 - near) * z ** (near - 1) - expint_series(near, z))
            else:  # the first term is below 1e-300 and its pole is the series' own
                value = -mp.exp(z) * expint_series(s, z, 40)
        if fraction is not None:
            assert abs(value / fraction - 1) < mpf("1e-25"), (s, z, value, fraction)
        return value
    return fraction


def expint_series(s, z, terms=200):
    return mp.fsum((-z) ** k / (mp.factorial(k) * (1 - s + k)) for k in range(terms))


def expint_fraction(s, z):
    """Backward from far, doubled until it stands still."""
    def from_far(n):
        tail = mpf(0)
        for k in range(n, 0, -1):
            tail = k * (s + k - 1) / (z + s + 2 * k - tail)
        return 1 / (z + s - tail)
    n = 100
    while True:
        value, more = from_far(n), from_far(2 * n)
        if abs(value / more - 1) < mpf("1e-27"):
            return more
        n *= 2


# ------------------------------------------------------------------------------------ beta_mean
# growth  E[(1 - (1 + p c)^-R) / p], survival E[(1 + p c)^-(R+1)], forever E[(1/p) e^z E_(R+1)(z)],
# z = g / p, over p ~ Beta(a, b): a, b, reach, R, c (g), value.
def beta_mean_rows():
    sizes = [1e-6, .05, .7929, 1.0, 3.0, 27.0, 1e3, 1e6, 1e9]
    reaches = [1e-12, .3, 30.0, 1e5, 1e12]
    orders = [1e-3, .2426, 1.0, 40.0, 1e6]
    with mp.workdps(34):
        for i, (a, b) in enumerate(itertools.product(sizes, sizes)):
            mean = BetaMean(mpf(a), mpf(b))
            for j, reach in enumerate(reaches):
                for k in {(i + j) % 5, (i + 2 * j + 2) % 5}:
                    R = orders[k]
                    c = reach / max(1.0, R)
                    yield from beta_mean_pair(mean, reach, R, c)
        for a, b in [(.793, 2.426), (.793, 4.426), (.5, .5), (.4, 2.3), (1.0, 1.0), (2.0, 5.0),
                     (.3, .7), (.793, 40.4), (.793, 1e6), (1e6, .793), (6.0, 800.0)]:
            mean = BetaMean(mpf(a), mpf(b))
            for reach in [.01, 1.0, 6.0, 20.0, 120.0, 1e3, 1e9]:
                for R in [.243, 2.243, 30.243, 800.0]:
                    yield from beta_mean_pair(mean, reach, R, reach / max(1.0, R))
        yield from beta_forever_rows()


def beta_mean_pair(mean, reach, R, c):
    for name, kernel in [("growth", growth), ("survival", survival)]:
        value = mean.of(lambda p: kernel(p, mpf(R), mpf(c)))
        if value > mpf("1e-30"):
            yield name, [float(mean.a), float(mean.b), reach, R, c], value
            check_by_2f1(name, mean, mpf(R), mpf(c), value)


def growth(p, R, c):
    v = R * mp.log1p(p * c)
    return -mp.expm1(-v) / p


def survival(p, R, c):
    return mp.exp(-(R + 1) * mp.log1p(p * c))


def check_by_2f1(name, mean, R, c, value):
    """The closed form, where mpmath finds its way."""
    a, b = mean.a, mean.b
    if max(a, b) > 100 or min(a, b) < .01 or c > 1000 or R > 50 or a == 1:
        return
    if name == "growth":
        closed = (a + b - 1) / (a - 1) * (1 - mp.hyp2f1(R, a - 1, a + b - 1, -c)) if (
            abs(a + b - 1) > 1e-9) else None
    else:
        closed = mp.hyp2f1(R + 1, a, a + b, -c)
    if closed is not None:
        assert abs(closed / value - 1) < mpf("1e-16"), (name, a, b, R, c, closed, value)
        beta_mean_checked.append(name)


beta_mean_checked = []


class BetaMean:
    """E[f(p)], p ~ Beta(a, b), by the trapezoidal rule in t, logit p = top + sinh(t): halved until
    two answers agree to 1e-20. The normaliser is the gamma functions' (not the rule's)."""

    def __init__(self, a, b):
        self.a, self.b = a, b
        self.log_norm = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
        self.top = mp.log(a / b)
        self.scale = min(mpf(1), 8 * mp.sqrt((a + b) / a / b))
        self.grids = {}

    def log_density(self, t):
        """log p^a (1-p)^b / B(a, b) dy/dt, and p"""
        y = self.top + self.scale * mp.sinh(t)
        if y < 0:
            log_q = -mp.log1p(mp.exp(y))
            log_p = y + log_q
        else:
            log_p = -mp.log1p(mp.exp(-y))
            log_q = log_p - y
        return (self.a * log_p + self.b * log_q + self.log_norm + mp.log(self.scale * mp.cosh(t)),
                mp.exp(log_p))

    def grid(self, level):
        """The nodes that level adds: p and log weight, while it is above e^-250."""
        if level not in self.grids:
            h = mpf(1) / 4 / 2 ** level
            start, step = (mpf(0), h) if level == 0 else (h, 2 * h)
            nodes = []
            for sign in [1, -1]:
                t = sign * (start if sign > 0 or level > 0 else step)
                while True:
                    log_w, p = self.log_density(t)
                    if log_w < -250 and abs(t) > 1:
                        break
                    nodes.append((p, log_w))
                    t += sign * step
            self.grids[level] = [(p, mp.exp(w)) for p, w in nodes if w > -300]
        return self.grids[level]

    def of(self, f):
        total, last = mpf(0), None
        for level in range(0, 11):
            h = mpf(1) / 4 / 2 ** level
            total += mp.fsum(w * f(p) for p, w in self.grid(level))
            value = h * total
            if last is not None and abs(value - last) < mpf("1e-20") * max(abs(value), mpf("1e-30")):
                return value
            last = value
        raise ValueError("no agreement for a=%s b=%s" % (self.a, self.b))


def beta_forever_rows():
    for a, b in [(.793, 2.426), (.05, 3.0), (1.0, 1e6), (27.0, 1.0), (1e-6, .5)]:
        mean = BetaMean(mpf(a), mpf(b))
        for R, g in [(.243, .0119), (7.243, .12), (1e-3, 1e-9), (300.0, 1e-4), (2.0, 5.0)]:
            value = mean.of(lambda p: expint_scaled(R + mpf(1), mpf(g) / p) / p)
            yield "forever", [a, b, (R + 1) / g, R, g], value


# ----------------------------------------------------------------------------------- quadrature
def quadrature_rows():
    """legendre: n, i, node, weight on [-1, 1]. jacobi: n, a, b, i, node, weight on [0, 1]."""
    for n in [1, 2, 7, 24, 64, 128]:
        for i in range(n):
            x = -mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(8):
                slope = n * (x * mp.legendre(n, x) - mp.legendre(n - 1, x)) / (x * x - 1)
                x -= mp.legendre(n, x) / slope
            yield "legendre", [n, i, 0 if abs(x) < mpf("1e-40") else x], 2 / ((1 - x * x) * slope ** 2)
    for n, a, b in itertools.product([1, 4, 16], [.001, .793, 1.0, 40.0, 1e6],
                                     [.001, .793, 2.426, 1e6]):
        with mp.workdps(160):
            for i, (node, weight) in enumerate(jacobi_rule(n, mpf(a), mpf(b))):
                yield "jacobi", [n, a, b, i, node], weight


def jacobi_rule(n, a, b):
    """The zeros of 2F1(-n, n+a+b-1; a; p), and weights that give the first n moments."""
    coefficients = [mpf(1)]
    for k in range(n):
        coefficients.append(coefficients[-1] * (k - n) * (n + a + b - 1 + k) / ((a + k) * (k + 1)))
    coefficients = [c / coefficients[-1] for c in coefficients]
    nodes = sorted(mp.re(x) for x in mp.polyroots(coefficients[::-1], maxsteps=500, extraprec=800))
    moments = [mpf(1)]
    for k in range(n - 1):
        moments.append(moments[-1] * (a + k) / (a + b + k))
    powers = mp.matrix(n, n)
    for k in range(n):
        for i in range(n):
            powers[k, i] = nodes[i] ** k
    weights = mp.lu_solve(powers, mp.matrix(moments))
    return zip(nodes, weights)


# ------------------------------------------------------------------------------------- remainder
def remainder_rows():
    for x in [-.999999, -.7, -.5, -.4999, -1e-3, -1e-12, 1e-300, 1e-9, 1e-4, .3, .9999, 1.0, 1.0001,
              30.0, 1e9, 1e300]:
        yield "log1p_less_x", [x], wide(lambda: mp.log1p(mpf(x)) - mpf(x)) if abs(x) > 1e-100 else 0
    for x in [-700.0, -3.0, -1.0001, -1.0, -.9, -1e-5, 1e-12, 1e-3, .5, 1.0, 1.0001, 5.0, 700.0]:
        yield "expm1_less_x", [x], wide(lambda: mp.expm1(mpf(x)) - mpf(x))
    for x, m in itertools.product([0.0, 1e-12, .3, 1.0, 7.0, 1e6, 1e9], repeat=2):
        for near in [1.0, 1 + 1e-9, 1.001, .5]:
            if m > 0:
                m_ = mpf(m * near)
                yield "deviance", [x, m * near], wide(
                    lambda: (mpf(x) * mp.log(mpf(x) / m_) if x > 0 else 0) - mpf(x) + m_)


# ------------------------------------------------------------------------------------------ tails
def gamma_tails(a, x):
    """P and Q, a > 0, x > 0: the power series below, the continued fraction above."""
    weight = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
    if x < a + 1:
        term, total, k = 1 / a, mpf(0), 0
        while term > mpf("1e-45") * total:
            total += term
            k += 1
            term *= x / (a + k)
        return weight * total, 1 - weight * total
    n = 50 + int(60 * mp.sqrt(a)) if x < 2 * a else 400
    tail = mpf(0)
    for k in range(n, 0, -1):
        tail = k * (k - a) / (x + 1 - a + 2 * k - tail)
    upper = weight / (x + 1 - a - tail)
    return 1 - upper, upper


def beta_tails(x, y, a, b):
    """I_x(a, b) and its complement, x + y = 1: DLMF 8.17.22, backward from far, until it stands."""
    if x * (a + b + 2) > a + 1:
        upper, lower = beta_tails(y, x, b, a)
        return lower, upper
    weight = mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta(a, b)) / a

    def from_far(n):
        tail = mpf(1)
        for m in range(n, -1, -1):
            odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            tail = 1 + odd / tail
            if m > 0:
                tail = 1 + m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) / tail
        return 1 / tail

    n = 50
    while True:
        value, more = from_far(n), from_far(2 * n)
        if abs(value / more - 1) < mpf("1e-30"):
            return weight * more, 1 - weight * more
        n *= 2


def both(name, arguments, tails, least="1e-280"):
    for side, value in zip(["_lower", "_upper"], tails):
        if value > mpf(least):
            yield name + side, arguments, value


def incomplete_rows():
    for a in [1e-6, 1e-3, .2426, .9999, 1.0, 1.5, 7.0, 40.0, 1e3, 1e6]:
        sd = a ** .5
        points = [1e-9, .1, .9, 1.0, 1.1, 3.0, 20.0, 90.0] if a < 10 else []
        points += [a * f for f in (.5, 1.5)] if a < 1e4 else []
        points += [a + z * sd for z in (-6, -2, 0, .1, 2, 12) if a + z * sd > 0]
        for x in points:
            with mp.workdps(60):
                yield from both("incomplete_gamma", [a, x], gamma_tails(mpf(a), mpf(x)))
    sizes = [1e-6, .05, .793, 1.0, 2.426, 40.0, 1e3, 1e6]
    for a, b in itertools.product(sizes, repeat=2):
        mean, sd = a / (a + b), (a * b / (a + b + 1)) ** .5 / (a + b)
        points = [mean + z * sd for z in (-4, 0, 1, 4)] + [1e-9, .01, .5, .99]
        for x in points:
            if not 0 < x < 1 or abs(x - mean) > 12 * sd and max(a, b) > 1e4:
                continue
            with mp.workdps(60):
                yield from both("incomplete_beta", [x, a, b],
                                beta_tails(mpf(x), 1 - mpf(x), mpf(a), mpf(b)),
                                "1e-280" if min(a, b) >= 1 else "1e-12")


# ------------------------------------------------------------------------------------------- dist
def dist_rows():
    for mean in [1e-12, .01, 1.0, 9.5, 100.0, 1e6, 1e9]:
        for k in {0, 1, 2, 10, int(mean), int(mean + 3 * mean ** .5), int(mean - 3 * mean ** .5),
                  int(2 * mean) + 40}:
            if k >= 0:
                yield "poisson_log_pmf", [k, mean], wide(
                    lambda: k * mp.log(mpf(mean)) - mpf(mean) - mp.loggamma(k + 1))
                if mean < 1e7:
                    with mp.workdps(60):
                        p, q = gamma_tails(mpf(k + 1), mpf(mean))
                        yield from both("poisson", [k, mean], (q, p))
    for shape, rate in itertools.product([1e-3, .243, 1.0, 6.25, 1e3, 1e9], [1e-3, 4.414, 1e6]):
        for t in [1e-6, .1, 1.0, 1.01, 3.0]:
            x = t * shape / rate
            yield "gamma_log_pdf", [x, shape, rate], wide(lambda: (
                mpf(shape) * mp.log(mpf(rate)) + (mpf(shape) - 1) * mp.log(mpf(x)) -
                mpf(rate) * mpf(x) - mp.loggamma(mpf(shape))))
            if shape < 1e6:
                with mp.workdps(60):
                    yield from both("gamma", [x, shape, rate],
                                    gamma_tails(mpf(shape), mpf(x) * mpf(rate)))
    for a, b in itertools.product([1e-3, .793, 1.0, 2.426, 1e3, 1e6], repeat=2):
        for p in [1e-9, .05, .5, a / (a + b), .999]:
            if 0 < p < 1:
                yield "beta_log_pdf", [p, a, b], wide(lambda: (
                    (mpf(a) - 1) * mp.log(mpf(p)) + (mpf(b) - 1) * mp.log1p(-mpf(p)) -
                    log_beta(mpf(a), mpf(b))))
    for R, u in itertools.product([1e-6, .243, 1.0, 17.5, 2e3, 1e8], [1e-9, .3, 8.8, 1e4]):
        mean, sd = R * u, (R * u * (1 + u)) ** .5
        for k in {0, 1, 3, 40, int(mean), int(mean + 3 * sd), int(mean + 12 * sd) + 3}:
            yield "negative_binomial_log_pmf", [k, R, u], wide(lambda: negative_binomial(
                k, mpf(R), mpf(u)))
            if max(R, k) < 1e6:
                with mp.workdps(60):
                    p = 1 / (1 + mpf(u))
                    yield from both("negative_binomial", [k, R, u],
                                    beta_tails(p, 1 - p, mpf(R), mpf(k + 1)),
                                    "1e-280" if R >= 1 else "1e-12")


def normal_rows():
    for p in [1e-300, 1e-100, 2.0 ** -60, 1e-12, 1e-6, .01, .075, .0750001, .3, .499999, .5, .7, .925, .9250001,
              .99, 1 - 1e-6, 1 - 2.0 ** -50]:
        yield "normal_quantile", [p], -mp.sqrt(2) * mp.erfinv(1 - 2 * mpf(p)) if p > 1e-20 else mp.findroot(
            lambda x: mp.log(mp.erfc(-x / mp.sqrt(2)) / 2) - mp.log(mpf(p)), -mp.sqrt(-2 * mp.log(mpf(p))))


def negative_binomial(k, R, u):
    return (mp.loggamma(R + k) - mp.loggamma(R) - mp.loggamma(k + 1) - R * mp.log1p(u) +
            k * mp.log(u / (1 + u)))


TABLES = {
    "gamma": gamma_rows,
    "expint": expint_rows,
    "quadrature": quadrature_rows,
    "beta_mean": beta_mean_rows,
    "remainder": remainder_rows,
    "incomplete": incomplete_rows,
    "dist": dist_rows,
    "normal": normal_rows,
}

if __name__ == "__main__":
    for table in sys.argv[1:] or TABLES:
        write(table, TABLES[table]())
