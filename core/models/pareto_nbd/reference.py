"""Makes reference.csv: Pareto/NBD to 25 digits (Schmittlein, Morrison & Colombo 1987; Fader & Hardie
2005, "A note on deriving the Pareto/NBD model"; Fader, Hardie & Lee 2005, JMR, for DERT).

Closed: the likelihood by 2F1, the forecast by the expm1 form, the discounted one by E_s, the pmf by
expanding u^k around -A (one 2F1 a term). Again: each as an integral over the time of dropping out.

Run: python3 core/models/pareto_nbd/reference.py   (see tools/precise.py for what it needs)
"""

import pathlib
import sys

import mpmath as mp

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))

import count_cases  # noqa: E402
import precise  # noqa: E402
from count_cases import ANNUAL_15  # noqa: E402
from precise import FOREVER, NOT_CHECKED, ball, exact  # noqa: E402

PARAMETERS = ["r", "alpha", "s", "beta"]


def power_integral(alpha, m, beta, n, low, high):
    """int_low^high (alpha+v)^-m (beta+v)^-n dv, v to infinity being finite: two 2F1. Fader &
    Hardie's A0, with n = s + 1, over n."""
    total = m + n - 1

    def beyond(t):
        if alpha >= beta:
            f = precise.hyp2f1(total, n, total + 1, (alpha - beta) / (alpha + t))
            return f / (total * (alpha + t) ** total)
        f = precise.hyp2f1(total, m, total + 1, (beta - alpha) / (beta + t))
        return f / (total * (beta + t) ** total)

    return beyond(low) - (0 if high == mp.inf else beyond(high))


class Customer:
    def __init__(self, values, columns):
        self.r, self.alpha, self.s, self.beta = map(exact, values)
        self.x, self.t_x, self.T = map(exact, columns)
        self.shape = self.r + self.x       # of the purchase rate, given x
        self.rate = self.alpha + self.T    # given that the customer was alive at T
        self.age = self.beta + self.T      # the same of the drop-out rate

    # ---- Likelihood, Fader & Hardie 2005 note: alive at T, or dropped out at some tau before.

    def log_front(self):
        return (precise.log_rising(self.r, self.x) + self.r * mp.log(self.alpha)
                + self.s * mp.log(self.beta))

    def log_first(self):
        return -self.shape * mp.log(self.rate) - self.s * mp.log(self.age)

    def dead_to_alive(self):
        """s I over the first term: the odds of having dropped out."""
        integral = power_integral(self.alpha, self.shape, self.beta, self.s + 1, self.t_x, self.T)
        return self.s * integral * mp.exp(-self.log_first())

    def dead_to_alive_again(self):
        if self.t_x == self.T:
            return mp.mpf(0)
        alpha, beta, shape, s, t_x = map(ball, (self.alpha, self.beta, self.shape, self.s,
                                                self.t_x))

        def tau(v, analytic):
            purchases = precise.log1p(v / (alpha + t_x), analytic)
            ageing = precise.log1p(v / (beta + t_x), analytic)
            return (-shape * purchases - (s + 1) * ageing).exp()

        scale = (-self.shape * mp.log(self.alpha + self.t_x)
                 - (self.s + 1) * mp.log(self.beta + self.t_x))
        span = ball(self.T) - t_x
        # v = span * w keeps the integrand near 1 even where the whole span is a moment.
        inner = precise.integral(lambda w, analytic: tau(span * w, analytic), 0, 1)
        return (precise.number(inner * span) * self.s * mp.exp(scale - self.log_first()))

    def log_lik(self):
        return self.log_front() + self.log_first() + mp.log1p(self.dead_to_alive())

    def log_lik_again(self):
        return self.log_front() + self.log_first() + mp.log1p(self.dead_to_alive_again())

    def log_p_alive(self):
        return -mp.log1p(self.dead_to_alive())

    def log_p_alive_again(self):
        return -mp.log1p(self.dead_to_alive_again())

    # ---- Given alive: rate ~ Gamma(r+x, alpha+T), drop-out ~ Gamma(s, beta+T).

    def expected(self, t):
        v = mp.log1p(t / self.age)
        phi = v if self.s == 1 else -mp.expm1(-(self.s - 1) * v) / (self.s - 1)
        return self.shape * self.age / self.rate * phi

    def expected_again(self, t):
        return self.still_buying(t, mp.mpf(0))

    def expected_forever(self):
        return self.shape * self.age / self.rate / (self.s - 1) if self.s > 1 else None

    def discounted(self, t, delta):
        z = delta * self.age
        total = precise.scaled_expint(self.s, z)
        if t != FOREVER:
            grown = 1 + t / self.age
            total -= (mp.exp(-delta * t) * grown ** (1 - self.s)
                      * precise.scaled_expint(self.s, z * grown))
        return self.shape * self.age / self.rate * total

    def discounted_again(self, t, delta):
        if t == FOREVER:
            t = 200 / delta  # e^-200 remains
        return self.still_buying(t, delta)

    def still_buying(self, t, delta):
        """int_0^t e^(-delta u) E[rate] P(still there at u) du."""
        age, s, span, fall = map(ball, (self.age, self.s, t, delta))

        def u(w, analytic):
            v = span * w
            return (-fall * v - s * precise.log1p(v / age, analytic)).exp()

        return precise.number(precise.integral(u, 0, 1) * span) * self.shape / self.rate

    def pmf(self, k, t):
        stays = (self.age / (self.age + t)) ** self.s * count_cases.negative_binomial(
            k, self.shape, self.rate, t)
        # u^k = ((A+u) - A)^k, A = alpha + T
        goes = mp.fsum(mp.binomial(k, j) * (-self.rate) ** j * power_integral(
            self.rate, self.shape + j, self.age, self.s + 1, mp.mpf(0), t) for j in range(k + 1))
        front = mp.exp(precise.log_rising(self.shape, k) - mp.loggamma(k + 1)
                       + self.shape * mp.log(self.rate) + self.s * mp.log(self.age))
        return stays + self.s * front * goes

    def pmf_again(self, k, t):
        rate, shape, age, s, span = map(ball, (self.rate, self.shape, self.age, self.s, t))

        def u(w, analytic):
            v = span * w
            return w ** k * (-(shape + k) * precise.log1p(v / rate, analytic)
                             - (s + 1) * precise.log1p(v / age, analytic)).exp()

        inner = precise.number(precise.integral(u, 0, 1))
        front = mp.exp(precise.log_rising(self.shape, k) - mp.loggamma(k + 1))
        goes = self.s * t / self.age * (t / self.rate) ** k * front * inner
        stays = ((self.rate / (self.rate + t)) ** self.shape * (t / (self.rate + t)) ** k * front
                 * (self.age / (self.age + t)) ** self.s)
        return stays + goes


SETS = {
    "cdnow": (0.553, 10.578, 0.606, 11.669),
    "cdnow_exact": (0.553277, 10.577683, 0.606240, 11.668746),
    "btyd": (0.5534, 10.5802, 0.6061, 11.6562),
    "btyd_manual": (0.5629966, 12.5590370, 0.4081095, 10.5148048),
    "alpha_is_beta": (0.8, 10, 0.7, 10),
    "alpha_far_above": (0.6, 1e4, 0.7, 0.5),
    "alpha_far_below": (0.6, 0.5, 0.7, 1e4),
    "tiny": (0.05, 0.3, 0.01, 0.2),
    "large": (20, 30, 15, 50),
    "s_one": (0.553, 10.578, 1, 11.669),
    "s_nearly_one": (0.553, 10.578, 1 + 1e-9, 11.669),
    "s_above_one": (1.7, 9, 2.5, 40),
    "beta_million": (0.553, 10.578, 0.606, 1e6),
    "beta_thousandth": (0.553, 10.578, 0.606, 1e-3),
    "s_large_beta_million": (0.553, 10.578, 2e4, 1e6),
    "small_shop": (10.465, 0.00798565181, 3.0516, 2.820),
    "weekly_shop": (0.5143, 2.8845, 0.2856, 14.1087),
}
count_cases.CELLS |= {
    "small_shop_a": (500, 1, 37),
    "small_shop_b": (500, 4, 37),
    "weekly_shop_a": (221, 103.42857, 103.57143),
    "weekly_shop_b": (161, 94.71429, 98),
    "weekly_shop_c": (204, 98.57143, 99.42857),
}
PUBLISHED = [
    ("cdnow", "twice", 39, NOT_CHECKED, "log_lik", "-9.55428324515"),
    ("cdnow", "twice", 39, NOT_CHECKED, "p_alive", "0.869167559153"),
    ("cdnow", "twice", 39, NOT_CHECKED, "expected", "1.4551231933"),
    ("cdnow", "twice", FOREVER, 0.0027, "discounted", "6.4837735677"),
    ("cdnow", "twice", FOREVER, ANNUAL_15, "discounted", "6.5017305376"),
    ("cdnow", "weekly", 52, NOT_CHECKED, "expected", "25.45847"),
    ("cdnow", "new", 52, NOT_CHECKED, "expected", "1.472997"),
    ("cdnow", "new", 38.86, NOT_CHECKED, "pmf0", "0.593898829947"),
    ("btyd", "weekly", 52, NOT_CHECKED, "p_alive", "0.9979178"),
    ("btyd_manual", "seven", FOREVER, 0.0027, "discounted", "1.86418332807"),
    ("beta_million", "hundred", 52, NOT_CHECKED, "p_alive", "0.99996"),
    ("beta_million", "hundred", 52, NOT_CHECKED, "expected", "54.7"),
    ("small_shop", "burst", 39, NOT_CHECKED, "log_lik", "1323.188930967818"),
    ("small_shop", "small_shop_a", 39, NOT_CHECKED, "log_lik", "2594.404454622757"),
    ("small_shop", "small_shop_b", 39, NOT_CHECKED, "log_lik", "1888.821249738941"),
    ("weekly_shop", "weekly_shop_a", 52, 0.0027, "p_alive", "0.9995960523179"),
    ("weekly_shop", "weekly_shop_b", 52, 0.0027, "p_alive", "0.7494877522581"),
    ("weekly_shop", "weekly_shop_c", 52, 0.0027, "p_alive", "0.9942550796379"),
    ("weekly_shop", "weekly_shop_a", 52, 0.0027, "log_lik", "-61.584648561729"),
    ("weekly_shop", "weekly_shop_b", 52, 0.0027, "log_lik", "-87.429254863308"),
    ("weekly_shop", "weekly_shop_c", 52, 0.0027, "log_lik", "-65.198342189260"),
]

if __name__ == "__main__":
    count_cases.make(HERE / "reference.csv", PARAMETERS, SETS, Customer, "cdnow", PUBLISHED)
