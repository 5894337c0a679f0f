#!/usr/bin/env python3
"""Writes money.csv: decimal text and doubles in ten-thousandths, rounded half to even by Python's
decimal and fractions modules.

Columns: kind (text or double), what is read, the ten-thousandths.

    python3 make_money.py > money.csv
"""
import math
import random
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

random.seed(1998)
CONTEXT = Context(prec=80)


def from_text(text):
    scaled = CONTEXT.multiply(Decimal(text), 10000)
    return int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN))


def from_double(x):
    return round(Fraction(x) * 10000)  # Python rounds a Fraction half to even


def texts():
    yield from ["0", "-0", "12", ".5", "-.5", "-1234.5", "0.0000", "007", "00000000000000012.5",
                "99999999999999", "99999999999999.9999", "-99999999999999.9999",
                "99999999999999.99994", "0.00005", "0.00015", "0.00025", "-0.00005", "-0.00015",
                "0.000050000000000000000000000000000000001", "0.99995", "9.99985", "1.99995"]
    for _ in range(200):
        whole = str(random.randrange(10 ** random.randint(1, 14)))
        decimals = "".join(random.choice("0123456789") for _ in range(random.randint(1, 12)))
        yield random.choice(["", "-"]) + whole + "." + decimals
    for _ in range(60):
        tail = random.choice(["5", "50", "5000000", "50000001", "49999999"])
        yield f"{random.randrange(10**6)}.{random.randrange(10**4):04d}{tail}"


def doubles():
    values = [0.0, 5e-324, 1e-300, 5e-5, 1.5e-4, 2.5e-4, 1.00005, 1.00015, 2.675, 0.1,
              99999999999999.98, 12345678901234.567, 2.0**38, 2.0**39 + 1 / 32, 450359962737.04955]
    values += [m / 32 for m in range(1, 40, 2)]  # the only halves a double can hold
    values += [1e6 + m / 32 for m in range(1, 20, 2)] + [1e12 + m / 32 for m in range(1, 20, 2)]
    for m in (1, 3, 5):
        values += [math.nextafter(m / 32, 0), math.nextafter(m / 32, 1)]
    for _ in range(200):
        values.append(random.random() * 10.0 ** random.randint(-5, 13))
    for _ in range(100):  # next to a half
        near = (random.randrange(10 ** random.randint(1, 17)) + 0.5) / 1e4
        values += [near, math.nextafter(near, 0), math.nextafter(near, 1e15)]
    return values


print("kind,read,e4")
for text in texts():
    print(f"text,{text},{from_text(text)}")
for x in doubles():
    print(f"double,{x.hex()},{from_double(x)}")
