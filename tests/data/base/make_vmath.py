#!/usr/bin/env python3
"""Writes vmath.csv: true values of exp, log, log1p, expm1, softplus and expm1_ratio (needs mpmath).

Columns: function, argument, the double nearest to the true value, the distance between doubles
there (ulp), and how far the true value lies from that double in ulp. The true value has 60 digits
more than its argument needs. Infinity as nearest: the true value rounds to it.

    python3 make_vmath.py > vmath.csv
"""
import math
import random

from mpmath import mp, mpf

mp.dps = 60
random.seed(20240229)
LN2 = mp.log(2)
MAX = 1.7976931348623157e308


def log1p(x):
    with mp.workdps(400 if abs(x) < 1 else 60):
        return mp.log(1 + mpf(x))


def expm1(x):
    with mp.workdps(400):
        return mp.exp(mpf(x)) - 1


def softplus(x):
    with mp.workdps(800):
        return mp.log(1 + mp.exp(mpf(x)))


FUNCTIONS = {
    "exp": lambda x: mp.exp(mpf(x)),
    "log": lambda x: mp.log(mpf(x)),
    "log1p": log1p,
    "expm1": expm1,
    "softplus": softplus,
    "expm1_ratio": lambda x: expm1(x) / mpf(x),
}


def neighbours(x, steps=3):
    """x as a double and the doubles next to it."""
    x = float(x)
    result, up, down = [x], x, x
    for _ in range(steps):
        up, down = math.nextafter(up, math.inf), math.nextafter(down, -math.inf)
        result += [up, down]
    return result


def random_bits(low, high):
    """A random double whose exponent is spread evenly between those of low and high (> 0)."""
    e = random.uniform(math.log2(low), math.log2(high))
    return math.ldexp(1 + random.random(), math.floor(e)) if e >= -1022 else \
        random.getrandbits(51) * 5e-324 * 2.0 ** random.randint(-40, 1)


def signed(values):
    return [v for x in values for v in (x, -x)]


SMALL = [5e-324, 1e-323, 2.0**-1023, 2.0**-1022, math.nextafter(2.0**-1022, 0), 1e-300, 1e-20,
         2.0**-60, 2.0**-54, 2.0**-53, 2.0**-52, 1e-10, 1e-5, 0.001, 0.01, 0.1]


def exp_arguments():
    xs = signed(SMALL) + [0.5, 1.0, -1.0, 2.0, 10.0, -10.0]
    for k in list(range(-12, 13)) + [-1075, -1074, -1023, -1022, -538, 511, 512, 1022, 1023]:
        xs += neighbours((k + mpf(1) / 2) * LN2) + neighbours(k * LN2, 1)
    xs += neighbours(mp.log(mpf(MAX)), 4) + neighbours(-708.3964185322641, 4)
    xs += neighbours(-745.13321910194122, 4) + [-744.44007192138122, -745.0, -709.0, -720.5]
    xs += [random.uniform(-745, 709.7) for _ in range(250)]
    xs += [random.uniform(-1, 1) for _ in range(150)]
    xs += [random.uniform(-745.1, -708) for _ in range(60)]
    xs += signed(random_bits(1e-300, 0.5) for _ in range(40))
    return xs


def log_arguments():
    xs = list(SMALL) + [1.0, 2.0, 10.0, MAX, 1e300, 3.0]
    for point in [mp.sqrt(mpf(1) / 2), mp.sqrt(mpf(2)), 1, 2, 0.5, mp.e, 1 / mp.e]:
        xs += neighbours(point, 5)
    for k in [-1074, -1060, -1023, -1022, -1021, -500, -2, 2, 500, 1022, 1023]:
        xs += [x for x in neighbours(2.0**k, 2) if x > 0]
        if -1000 < k < 1023:
            xs += neighbours(mp.sqrt(mpf(2)) * mpf(2)**k, 2)
    xs += [random_bits(1e-307, 1e308) for _ in range(250)]
    xs += [random_bits(5e-324, 1e-308) for _ in range(60)]
    xs += [random.uniform(0.5, 2) for _ in range(150)]
    xs += [1 + random.uniform(-1, 1) * 10.0**-random.randint(1, 15) for _ in range(100)]
    return [x for x in xs if x > 0]


def log1p_arguments():
    xs = signed(SMALL) + [1.0, 2.0, 10.0, 1e15, 2.0**52, 2.0**53, 2.0**54, 1e17, 1e300, MAX]
    for point in [mp.sqrt(mpf(1) / 2) - 1, mp.sqrt(mpf(2)) - 1, 1, 2.0**53, -0.5]:
        xs += neighbours(point, 5)
    for k in range(1, 12):
        xs += neighbours(mpf(2)**k * mp.sqrt(2) - 1, 2) + neighbours(mp.sqrt(2) / mpf(2)**k - 1, 2)
    xs += [math.nextafter(-1, 0), -1 + 2.0**-52, -1 + 2.0**-40, -0.999, -0.9]
    xs += [random.uniform(-1, 2) for _ in range(200)]
    xs += [-1 + random_bits(1e-16, 0.5) for _ in range(80)]
    xs += [random_bits(0.1, 1e17) for _ in range(150)] + [random_bits(1e17, 1e308) for _ in range(30)]
    xs += signed(random_bits(1e-300, 0.4) for _ in range(60))
    return [x for x in xs if x > -1]


def expm1_arguments():
    xs = signed(SMALL) + [0.5, 1.0, -1.0, 2.0, 10.0, -10.0, -36.7, -37.5, -38.0, -39.9, -40.1, -1e5]
    for k in list(range(-58, 60)) + [500, 1022, 1023]:
        xs += neighbours((k + mpf(1) / 2) * LN2, 1)
    xs += neighbours(LN2 / 2, 4) + neighbours(-LN2 / 2, 4) + neighbours(mp.log(mpf(MAX)), 4)
    xs += [random.uniform(-2, 2) for _ in range(200)] + [random.uniform(-40, 40) for _ in range(150)]
    xs += [random.uniform(40, 709.7) for _ in range(60)]
    xs += signed(random_bits(1e-300, 0.5) for _ in range(50))
    return xs


def softplus_arguments():
    xs = signed(SMALL) + [0.0, 0.5, 1.0, -1.0, 36.0, 37.0, 38.0, -36.0, -37.0, -745.0, -708.5, 1e300]
    return xs + [random.uniform(-745, 100) for _ in range(150)] + \
        [random.uniform(-3, 3) for _ in range(150)]


def expm1_ratio_arguments():
    xs = signed(SMALL) + [1.0, -1.0, 700.0, -700.0, -1e300, 709.5, 710.0, 712.5, 716.0, 716.3, 716.4]
    xs += neighbours(700.0, 2)
    return xs + [random.uniform(-50, 716) for _ in range(150)] + \
        [random.uniform(-2, 2) for _ in range(150)]


def row(name, x):
    truth = FUNCTIONS[name](x)
    if abs(truth) >= mpf(2)**1024 - mpf(2)**970:
        return f"{name},{x.hex()},inf,1,0"
    with mp.workdps(30):
        exponent = int(mp.floor(mp.log(abs(truth), 2))) if truth != 0 else -1074
    ulp = mpf(2) ** max(exponent - 52, -1074)
    steps = mp.nint(truth / ulp)
    nearest = float(steps * ulp)  # steps has at most 53 bits: exact
    offset = mp.nstr(truth / ulp - steps, 8)
    return f"{name},{x.hex()},{nearest.hex()},{float(ulp).hex()},{offset}"


def main():
    print("function,x,nearest,ulp,offset")
    for name in FUNCTIONS:
        arguments = globals()[name + "_arguments"]()
        for x in dict.fromkeys(arguments):
            if x == 0 and name in ("log", "expm1_ratio"):
                continue
            print(row(name, x))


main()
