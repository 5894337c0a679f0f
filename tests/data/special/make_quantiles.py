"""quantiles.csv: the normal distribution function and quantiles of the gamma law, by mpmath.

    python3 tests/data/special/make_quantiles.py > tests/data/special/quantiles.csv

normal_lower(x), gamma_log_quantile(lower, upper, shape, rate): log x with
P(X <= x) = lower; found by bisection of the smaller tail.
"""
import mpmath
from mpmath import mpf

mpmath.mp.dps = 40


def row(name, *numbers):
    print(",".join([name] + [mpmath.nstr(mpf(number), 20) for number in numbers]))


def gamma_log_quantile(lower, upper, shape, rate):
    small, is_lower = (lower, True) if lower < upper else (upper, False)

    def tail(y):
        x = mpmath.exp(y)
        return (mpmath.gammainc(shape, 0, x, regularized=True) if is_lower
                else mpmath.gammainc(shape, x, regularized=True))

    low, high = mpf(-3000), mpf(12)
    for _ in range(140):
        middle = (low + high) / 2
        if (tail(middle) < small) == is_lower:
            low = middle
        else:
            high = middle
    return low - mpmath.log(rate)


print(f"# made by make_quantiles.py, mpmath {mpmath.__version__}")
for x in [0.0, 1e-10, 0.1, 0.5, 1.0, 1.9599639845400545, 3.0, 5.5, 8.5, 20.0]:
    for side in [-x, x]:
        row("normal_lower", side, mpmath.ncdf(mpf(side)))
for shape, rate in [(0.9, 54.0), (1.2, 600.0), (4.0, 15.0), (0.3, 1.0), (50.0, 2.0)]:
    for p in [1e-17, 1e-6, 0.01, 0.3, 0.5]:
        for lower, upper in [(p, 1.0 - p), (1.0 - p, p)]:
            row("gamma_log_quantile", lower, upper, shape, rate,
                gamma_log_quantile(mpf(lower), mpf(upper), mpf(shape), mpf(rate)))
