"""Numbers to 50 digits for the reference tables of the models.

Every value is reckoned in two ways that share no formula: a closed form (mpmath, with digits to
spare for its cancellations) and an integral whose error bound is proved while it is computed
(python-flint: Arb's ball arithmetic and acb.integral). `agree` refuses a table whose two ways
differ. Plain quadrature on a few panels is not good enough here: on the sharply peaked integrals of
long histories it is wrong in the fifth digit without a word.

Inputs are taken as the doubles that a reader of the CSV gets, not as the decimals printed there.

Needs: pip install mpmath python-flint gmpy2. Building and testing goodwill needs none of them.
"""

import csv
import time

import mpmath as mp
from flint import acb, arb, ctx

CLOSED_DIGITS = 160
INTEGRAL_DIGITS = 60
AGREED_DIGITS = 28
PRINTED_DIGITS = 25

mp.mp.dps = CLOSED_DIGITS
ctx.dps = INTEGRAL_DIGITS

FOREVER = "forever"
NOT_CHECKED = ""
UNDEFINED = mp.nan


class Disagreement(Exception):
    pass


def exact(value):
    return mp.mpf(float(value))


def ball(value):
    return arb(value)


def number(value, digits=AGREED_DIGITS + 2):
    """The middle of a ball that is narrow enough to be called a number."""
    if isinstance(value, acb):
        value = value.real
    if not value.is_finite():
        raise Disagreement("an integral without a bound")
    middle = value.mid()
    mantissa, exponent = middle.man_exp()
    out = mp.ldexp(mp.mpf(int(mantissa)), int(exponent))
    radius, power = value.rad().man_exp()
    if mp.ldexp(mp.mpf(int(radius)), int(power)) > abs(out) * mp.mpf(10) ** -digits:
        raise Disagreement(f"too wide: {value}")
    return out


def integral(function, low, high, digits=INTEGRAL_DIGITS - 12):
    """int function(z, analytic) dz over the real interval, as a ball with a proved radius. The
    function must return values near 1 where it matters (scale it) and must pass `analytic` on to
    log and other functions with branch cuts."""
    if low == high:
        return arb(0)
    return acb.integral(function, acb(low), acb(high), rel_tol=arb(10) ** -digits,
                        abs_tol=arb(10) ** (-2 * digits), eval_limit=10 ** 7, depth_limit=10 ** 5,
                        ).real


def panels(function, high, widest):
    """int_0^high of a real function of balls, by 64 Gauss-Legendre nodes on panels no wider than
    widest(left end). For integrands that acb.integral cannot enclose; the caller argues for widest."""
    nodes = [arb.legendre_p_root(64, k, weight=True) for k in range(64)]
    total, left, end = arb(0), arb(0), ball(high)
    while left < end:
        width = ball(widest(number(left) if left > 0 else mp.mpf(0)))
        if not left + width < end:
            width = end - left
        for node, weight in nodes:
            total += function(left + width * (1 + node) / 2) * weight * width / 2
        left = (left + width).mid()
    return total


def log1p(z, analytic):
    """log(1 + z) in acb."""
    if analytic and not ((1 + z).real > 0 or not (1 + z).imag.contains(0)):
        return acb(arb.nan())
    return z.log1p()


def hyp2f1(a, b, c, z):
    """mpmath's 2F1, and Arb's where mpmath needs minutes."""
    if max(abs(a), abs(b), abs(c)) < 3000:
        return mp.hyp2f1(a, b, c, z, maxprec=60000, maxterms=10 ** 6)
    for digits in (CLOSED_DIGITS, 4 * CLOSED_DIGITS, 16 * CLOSED_DIGITS, 64 * CLOSED_DIGITS):
        with ctx.workdps(digits):
            value = arb.hypgeom_2f1(arb(z), arb(a), arb(b), arb(c))
            if value.is_finite() and value.rel_accuracy_bits() > 3.33 * (CLOSED_DIGITS - 20):
                return number(value, CLOSED_DIGITS - 20)
    raise Disagreement("2F1 out of reach")


def scaled_expint(s, z):
    """e^z E_s(z)."""
    return mp.exp(z) * mp.expint(s, z)


def log_rising(a, n):
    """log Gamma(a + n) - log Gamma(a)."""
    return mp.loggamma(a + n) - mp.loggamma(a)


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def agree(what, one, other, floor=0):
    """`one`, if `other` agrees relatively (below `floor`: absolutely)."""
    if not abs(one - other) <= mp.mpf(10) ** -AGREED_DIGITS * max(abs(one), abs(other), floor):
        raise Disagreement(f"{what}: {mp.nstr(one, 40)} against {mp.nstr(other, 40)}")
    return one


def published(what, value, printed):
    """`value` rounds to the printed digits of a paper (within one unit of the last)."""
    digits = len(printed.split(".")[1])
    if not abs(value - mp.mpf(printed)) <= mp.mpf(10) ** -digits:
        raise Disagreement(f"{what}: {mp.nstr(value, 20)} is not the published {printed}")


# ---- Integrals over p ~ Beta(a, b) and rates ~ Gamma ----------------------------------------------------------------


def _beta_range(a, b, extra):
    """Where log p^a (1-p)^b, as a function of u = log(p/(1-p)), is within `extra` of its peak."""
    top = mp.log(a / b)

    def height(u):
        return a * u - (a + b) * (mp.log1p(mp.exp(u)) if u < 0 else u + mp.log1p(mp.exp(-u)))

    def edge(direction):
        step, peak = mp.mpf(1), height(top)
        while height(top + direction * step) > peak - extra:
            step *= 2
        near, far = step / 2, step
        for _ in range(20):
            middle = (near + far) / 2
            if height(top + direction * middle) > peak - extra:
                near = middle
            else:
                far = middle
        return top + direction * far

    with mp.workdps(30):
        return edge(-1), edge(1), height(top)


def _beta_density(a, b, extra):
    """The range of u = logit p, log of the peak, and the density over its peak with p and 1 - p."""
    low, high, peak = _beta_range(a, b, extra)
    a_, b_, peak_ = acb(ball(a)), acb(ball(b)), acb(ball(peak))

    def density(u, analytic):
        p, q = 1 / (1 + (-u).exp()), 1 / (1 + u.exp())
        height = a_ * p.log(analytic=analytic) + b_ * q.log(analytic=analytic)
        return (height - peak_).exp(), p, q

    return ball(low), ball(high), peak, density


def beta_expectation(a, b, function, extra=130):
    """E f(p), p ~ Beta(a, b), its normaliser integrated too. function(p, q, analytic), q = 1 - p, in
    acb. u = logit p takes the end points' powers away; beyond the range the density is below
    e^-extra of its peak: function must not grow by more than e^50 towards the ends."""
    low, high, _, density = _beta_density(a, b, extra)

    def weighted(u, analytic):
        weight, p, q = density(u, analytic)
        return weight * function(p, q, analytic)

    whole = integral(lambda u, analytic: density(u, analytic)[0], low, high)
    return integral(weighted, low, high) / whole


def log_beta_integral(a, b, extra=130):
    """log B(a, b), integrated."""
    low, high, peak, density = _beta_density(a, b, extra)
    return peak + mp.log(number(integral(lambda u, analytic: density(u, analytic)[0], low, high)))


def log_gamma_integral(shape, rate):
    """log int_0^inf v^(shape-1) e^(-rate v) dv, integrated: v = (shape/rate) e^u takes the power of
    the end point away, and the peak to u = 0."""
    def edge(direction):
        step = mp.mpf(1)
        while shape * (direction * step - mp.expm1(direction * step)) > -130:
            step *= 2
        return direction * step

    shape_ = acb(ball(shape))
    inner = integral(lambda u, _: (shape_ * (u - u.expm1())).exp(), ball(edge(-1)), ball(edge(1)))
    return mp.log(number(inner)) + shape * mp.log(shape / rate) - shape


# ---- The table ------------------------------------------------------------------------------------


def printed(value):
    if isinstance(value, str):
        return value
    if mp.isnan(value):
        return "nan"
    if value == 0:
        return "0"
    # Between the smallest normal double and nothing a double has no relative accuracy to check.
    if mp.mpf("1e-330") < abs(value) < mp.mpf("2.3e-308"):
        return NOT_CHECKED
    return mp.nstr(value, PRINTED_DIGITS, min_fixed=-6, max_fixed=20)



def short(value):
    """A double as its shortest decimal that reads back to the same bits."""
    return value if isinstance(value, str) else repr(float(value)).removesuffix(".0")


def write_table(path, inputs, outputs, rows):
    """rows: dictionaries; inputs are printed to read back exactly, outputs to 25 digits."""
    names = [row["case"] for row in rows]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise Disagreement(f"two rows are called {sorted(twice)[0]}")
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case", *inputs, *outputs, "tolerance"])
        for row in rows:
            writer.writerow([row["case"], *(short(row[key]) for key in inputs),
                             *(printed(row[key]) for key in outputs),
                             row.get("tolerance", "1e-10")])


class Stopwatch:
    def __init__(self):
        self.start = time.process_time()

    def tell(self, rows, path):
        print(f"{len(rows)} rows in {time.process_time() - self.start:.0f} s of CPU: {path}")
