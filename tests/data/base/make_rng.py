#!/usr/bin/env python3
"""Prints the expected numbers of tests/base/rng_test.c: a second, independent writing of
splitmix64 seeding and xoshiro256** in Python's unbounded integers."""
MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro(s):
    while True:
        yield rotl(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


def seeded(seed, stream):
    counter = mix((mix((seed + GOLDEN) & MASK) + stream) & MASK)
    return [mix((counter + (i + 1) * GOLDEN) & MASK) for i in range(4)]


for seed, stream in [(0, 0), (1, 2), (2, 1), (2**64 - 1, 2**64 - 1)]:
    numbers = xoshiro(seeded(seed, stream))
    print(seed, stream, ", ".join(f"0x{next(numbers):016x}" for _ in range(4)))
