/* The one definition of exp and log behind vmath.h, inlined where a kernel needs them between its
 * loads and stores (core/models). Everybody else calls vmath.h.
 *
 * Straight-line double arithmetic, and 64-bit integer add, and, or and shift only: what gcc turns
 * into vector instructions on every x86-64. No 64-bit compare, conversion or arithmetic shift,
 * which SSE2 and AVX2 lack; no fused multiply-add, so that every machine rounds alike.
 *
 * exp   x = k ln2 + r, |r| <= ln2/2, in two parts (Cody & Waite 1980); e^r = 1 + r + r^2/2 + r^3
 * P(r) with the error of 1 + r kept (Dekker 1971). log   x = 2^k m, m in [sqrt(1/2), sqrt(2)); f =
 * m - 1, s = f / (2 + f); log m = f - f^2/2 + s (f^2/2 + s^2 Q(s^2)), as in FreeBSD's e_log.c, with
 * the error of f - f^2/2 kept. Coefficients: tests/data/base/make_vmath_coefficients.py. Worst
 * errors measured by vmath_test.c. */
#ifndef GW_VMATH_INLINE_H
#define GW_VMATH_INLINE_H

#include <stdint.h>
#include <string.h>

#define GW__LN2_HIGH 0x1.62e42fefa3000p-1 /* 41 bits: times k it is exact */
#define GW__LN2_LOW 0x1.3de6af278ece6p-42
#define GW__ROUND 0x1.8p52 /* adding it rounds to a whole number, kept in the low bits */

static inline uint64_t gw__bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double gw__from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* x = k ln2 + r, |r| <= ln2/2, for |x| below 2^31. r is head - tail: head exact and tail less than
 * 2^-30; high is r rounded. The low bits of `rounded` hold k in two's complement. */
typedef struct gw__reduced {
    double rounded, k, head, tail, high;
} gw__reduced;

static inline gw__reduced gw__reduce(double x)
{
    gw__reduced r;
    r.rounded = x * 0x1.71547652b82fep+0 + GW__ROUND;
    r.k = r.rounded - GW__ROUND;
    r.head = x - r.k * GW__LN2_HIGH;
    r.tail = r.k * GW__LN2_LOW;
    r.high = r.head - r.tail;
    return r;
}

/* 2^k for k in the low bits of `exponent`, -1022 to 1023. */
static inline double gw__power_of_two(uint64_t exponent)
{
    return gw__from_bits((exponent << 52) + gw__bits(1.0));
}

/* e^r - 1 - r for |r| <= ln2/2. */
static inline double gw__exp_tail(double r)
{
    double r2 = r * r;
    double r4 = r2 * r2;
    double p01 = 0x1.5555555555556p-3 + r * 0x1.5555555555555p-5;
    double p23 = 0x1.11111111109b5p-7 + r * 0x1.6c16c16c167e2p-10;
    double p45 = 0x1.a01a01a7c2efep-13 + r * 0x1.a01a01a47a591p-16;
    double p67 = 0x1.71de0db2f6b19p-19 + r * 0x1.27e4e1f7222cbp-22;
    double p89 = 0x1.af389ecfc4b9cp-26 + r * 0x1.1f66d948a47d2p-29;
    double p = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * p89);
    return 0.5 * r2 + r2 * (r * p);
}

/* Any x; NaN gives NaN. */
static inline double gw__exp_inline(double x)
{
    x = x < -746.0 ? -746.0 : x; /* 0 from here down, infinity from 710 up, by the scaling below */
    x = x > 710.0 ? 710.0 : x;
    gw__reduced r = gw__reduce(x);
    double sum = 1.0 + r.high;
    double lost = (r.head - (sum - 1.0)) - r.tail;
    double value = sum + (lost + gw__exp_tail(r.high));
    /* Twice, as 2^k alone can leave the range; only the second product rounds. */
    uint64_t k = gw__bits(r.rounded);
    uint64_t half = k >> 1;
    return value * gw__power_of_two(half) * gw__power_of_two(k - half);
}

/* x = 2^k m, m in [sqrt(1/2), sqrt(2)), k whole; x normal and positive. `shrink` is 2^(1-k), 0
 * for k = 1024. */
typedef struct gw__parts {
    double k, m, shrink;
} gw__parts;

static inline gw__parts gw__split(double x)
{
    const uint64_t sqrt_half = UINT64_C(0x3fe6a09e667f3bcd);
    const uint64_t mantissa = UINT64_C(0x000fffffffffffff);
    const uint64_t one = UINT64_C(1023) << 52;
    uint64_t above = gw__bits(x) - sqrt_half + one; /* its exponent field is k + 1023 */
    gw__parts parts;
    parts.k = gw__from_bits((above >> 52) | gw__bits(0x1p52)) - (0x1p52 + 1023.0);
    parts.m = gw__from_bits((above & mantissa) + sqrt_half);
    parts.shrink = gw__from_bits(2 * one + UINT64_C(0x0010000000000000) - (above & ~mantissa));
    return parts;
}

/* k GW__LN2_HIGH + log(1 + f) + rest, f in [sqrt(1/2) - 1, sqrt(2) - 1), the rest small. */
static inline double gw__log_sum(double k, double f, double rest)
{
    double s = f / (2.0 + f);
    double z = s * s;
    double w = z * z;
    double even =
        w * (0x1.99999999952e2p-2 + w * (0x1.c71c62e5800a1p-3 + w * 0x1.39fe606542ddep-3));
    double odd =
        z * (0x1.5555555555558p-1 +
             w * (0x1.2492492df148dp-2 + w * (0x1.7462b4ab2ef6bp-3 + w * 0x1.2b584aae78a57p-3)));
    double half_square = 0.5 * f * f;
    double high = f - half_square;
    double low = (f - high) - half_square;
    double whole = k * GW__LN2_HIGH;
    double sum = whole + high;
    double lost = (whole - sum) + high;
    double small = s * (half_square + (odd + even)) + rest;
    return sum + (lost + (low + small));
}

/* Normal positive x only. */
static inline double gw__log_inline(double x)
{
    gw__parts parts = gw__split(x);
    return gw__log_sum(parts.k, parts.m - 1.0, parts.k * GW__LN2_LOW);
}

#endif
