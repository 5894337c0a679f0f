"""Makes reference.csv: the GGompertz/NBD to 25 digits (Bemmaor & Glady 2012; the conditional expectation
after Adler 2022).

The likelihood: an integral over the time of leaving; again, integrated by parts, over the purchases'
law instead of the leaving's. Expected purchases: 2F1 in e^(b v) - 1; again as an integral. Chances: the
same two ways by parts.

Run: python3 core/models/ggompertz_nbd/reference.py   (see tools/precise.py for what it needs; minutes)
"""

import pathlib
import sys

import mpmath as mp

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))

import count_cases  # noqa: E402
import precise  # noqa: E402
from count_cases import NOT_CHECKED  # noqa: E402
from precise import FOREVER, acb, arb, ball, exact  # noqa: E402

PARAMETERS = ["r", "alpha", "b", "s", "beta"]


class Customer:
    def __init__(self, values, columns):
        self.r, self.alpha, self.b, self.s, self.beta = map(exact, values)
        self.x, self.t_x, self.T = map(exact, columns)
        self.shape = self.r + self.x
        self.rate = self.alpha + self.T
        self.near = self.alpha + self.t_x

    # ---- The law of leaving from t0 on: S = (1 + (e^(b y) - 1)/beta0)^-s.

    def beta_at(self, t0):
        return 1 + (self.beta - 1) * mp.exp(-self.b * t0)

    def growth(self, t0, y):
        return mp.log1p(mp.expm1(self.b * y) / self.beta_at(t0))

    def clock(self, t0):
        """growth and pace of balls."""
        b, beta0 = ball(self.b), ball(self.beta_at(t0))

        def growth(y, analytic):
            return precise.log1p((b * y).expm1() / beta0, analytic)

        def pace(y):
            return b / (beta0 * (-b * y).exp() - (-b * y).expm1())

        return growth, pace

    # ---- Likelihood

    def log_front(self):
        return (precise.log_rising(self.r, self.x) + self.r * mp.log(self.alpha)
                - self.shape * mp.log(self.near) - self.s * self.growth(0, self.t_x))

    def log_stays(self):
        """Of the two terms in braces, by what they are at t_x."""
        width = self.T - self.t_x
        return -self.shape * mp.log1p(width / self.near) - self.s * self.growth(self.t_x, width)

    def pieces(self, inner, length, scale):
        """int_0^length, cut where the integrand's scale and e^(b y) change."""
        if length == 0:
            return mp.mpf(0)
        edges = [mp.mpf(0)]
        step = min(scale, length)
        while edges[-1] < length:
            edges.append(min(length, edges[-1] + step))
            step = min(2 * step, 30 / self.b)
        total = arb(0)
        for low, high in zip(edges, edges[1:]):
            span, from_ = ball(high - low), ball(low)
            piece = precise.integral(lambda w, a: inner(from_ + span * w, a), 0, 1) * span
            total += piece
            if low > 0 and mp.mpf(str(abs(piece.mid()).str(20, radius=False))) \
                    < mp.mpf("1e-60") * abs(precise.number(total, 10)):
                break
        return precise.number(total)

    def scale(self):
        return 1 / (self.shape / self.near + (self.s + 1) * self.b
                    * max(1, 1 / self.beta_at(self.t_x)))

    def left(self):
        growth, pace = self.clock(self.t_x)
        shape, near, s = map(ball, (self.shape, self.near, self.s))

        def inner(y, analytic):
            return (-shape * precise.log1p(y / near, analytic)
                    - s * growth(y, analytic)).exp() * s * pace(y)

        return self.pieces(inner, self.T - self.t_x, self.scale())

    def left_again(self):
        """1 - stays - R int (1 + y/near)^-(R+1) / near S(y) dy."""
        growth, _ = self.clock(self.t_x)
        shape, near, s = map(ball, (self.shape, self.near, self.s))

        def inner(y, analytic):
            return (-(shape + 1) * precise.log1p(y / near, analytic)
                    - s * growth(y, analytic)).exp() * shape / near

        return (-mp.expm1(self.log_stays())
                - self.pieces(inner, self.T - self.t_x, self.scale()))

    def both_left(self):
        one, other = self.left(), self.left_again()
        # a difference of nearly equal parts where hardly anybody left
        if not abs(one - other) <= mp.mpf("1e-26"):
            raise precise.Disagreement(f"left: {one} {other}")
        return one

    def log_lik(self):
        return self.log_front() + mp.log(mp.exp(self.log_stays()) + self.both_left())

    log_lik_again = log_lik

    def log_p_alive(self):
        return -mp.log1p(self.both_left() * mp.exp(-self.log_stays()))

    log_p_alive_again = log_p_alive

    # ---- Forecasts, given alive at T.

    def expected(self, t):
        return self.discounted(t, mp.mpf(0))

    def expected_forever(self):
        return self.discounted(FOREVER, mp.mpf(0))

    def discounted(self, t, delta):
        """w = e^(b v) - 1: int (1 + w/beta0)^-s (1 + w)^(-1 - delta/b) dw / b."""
        beta0 = self.beta_at(self.T)
        total = self.s + delta / self.b

        def beyond(w):  # int_w^inf (beta0 + u)^-s (1 + u)^-(1 + delta/b) du
            m, n = self.s, 1 + delta / self.b
            if beta0 >= 1:
                f = precise.hyp2f1(total, n, total + 1, (beta0 - 1) / (beta0 + w))
                return f / (total * (beta0 + w) ** total)
            f = precise.hyp2f1(total, m, total + 1, (1 - beta0) / (1 + w))
            return f / (total * (1 + w) ** total)

        high = 0 if t == FOREVER else beyond(mp.expm1(self.b * t))
        return (beyond(mp.mpf(0)) - high) * beta0 ** self.s / self.b * self.shape / self.rate

    def expected_again(self, t):
        return self.discounted_again(t, mp.mpf(0))

    def discounted_again(self, t, delta):
        growth, _ = self.clock(self.T)
        s, fall = ball(self.s), ball(delta)
        if t == FOREVER:
            t = (200 + self.s * abs(mp.log(self.beta_at(self.T)))) / (delta + self.s * self.b)

        def inner(y, analytic):
            return (-fall * y - s * growth(y, analytic)).exp()

        scale = 1 / (delta + (self.s + 1) * self.b * max(1, 1 / self.beta_at(self.T)))
        return self.pieces(inner, t, scale) * self.shape / self.rate

    # ---- Chances

    def pmf(self, k, t):
        growth, pace = self.clock(self.T)
        s, shape, rate = map(ball, (self.s, self.shape, self.rate))
        front = mp.exp(precise.log_rising(self.shape, k) - mp.loggamma(k + 1))

        def inner(y, analytic):
            return ((y / (rate + y)) ** k * (-shape * precise.log1p(y / rate, analytic)
                                             - s * growth(y, analytic)).exp() * s * pace(y))

        stays = count_cases.negative_binomial(k, self.shape, self.rate, t) \
            * mp.exp(-self.s * self.growth(self.T, t))
        return stays + front * self.pieces(inner, t, self.pmf_scale())

    def pmf_scale(self):
        return 1 / (self.shape / self.rate + (self.s + 1) * self.b
                    * max(1, 1 / self.beta_at(self.T)))

    def pmf_again(self, k, t):
        """[k = 0] + int NB'(k; y) S(y) dy, NB' = E[rate] in, less out: (R+k-1) NB(k-1) - (R+k) NB(k), over
        rate + y."""
        growth, _ = self.clock(self.T)
        s, shape, rate = map(ball, (self.s, self.shape, self.rate))
        front = mp.exp(precise.log_rising(self.shape, k) - mp.loggamma(k + 1))
        before = mp.exp(precise.log_rising(self.shape, k - 1) - mp.loggamma(k)) if k else mp.mpf(0)
        front_, before_ = ball(front), ball(before)

        def inner(y, analytic):
            u = y / (rate + y)
            gain = before_ * (shape + (k - 1)) * u ** (k - 1) if k else acb(0)
            change = (gain - front_ * (shape + k) * u ** k) / (rate + y)
            return change * (-shape * precise.log1p(y / rate, analytic)
                             - s * growth(y, analytic)).exp()

        return (1 if k == 0 else 0) + self.pieces(inner, t, self.pmf_scale())


SETS = {
    "told_apart": (1.5, 6, 0.15, 1, 20),
    "gathering": (0.55, 10.6, 0.05, 0.6, 2),
    "cdnow": (0.553, 10.578, 0.0002, 0.603, 0.0026),
    "early": (0.55, 10.6, 0.02, 0.6, 0.25),
    "half": (0.5, 2, 0.05, 0.7, 3),
    "beta_one": (0.55, 10.6, 0.03, 0.9, 1),
    "long_lives": (0.8, 6, 0.2, 0.5, 3000),
    "alike": (3, 20, 0.04, 12, 30),
    "small_shop": (10.465, 0.00798565181, 0.1, 3.0516, 0.282),
}
PUBLISHED = [
    ("cdnow", "twice", 39, NOT_CHECKED, "log_lik", "-9.5061960519682"),
    ("cdnow", "twice", 39, NOT_CHECKED, "p_alive", "0.8726562347481"),
    ("half", "twice", 39, NOT_CHECKED, "log_lik", "-9.7007811832064"),
    ("half", "twice", 39, NOT_CHECKED, "p_alive", "0.75340603559199"),
    ("half", "twice", 39, NOT_CHECKED, "expected", "1.06151154154"),
    ("early", "two_hundred", 39, NOT_CHECKED, "log_lik", "-88.8907"),
    ("early", "two_hundred", 39, NOT_CHECKED, "p_alive", "0.0942"),
    ("early", "clv_tools", 39, NOT_CHECKED, "log_lik", "1088.0003"),
]
count_cases.CELLS |= {"clv_tools": (500, 10, 520)}

if __name__ == "__main__":
    count_cases.make(HERE / "reference.csv", PARAMETERS, SETS, Customer, "told_apart", PUBLISHED)
