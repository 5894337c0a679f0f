/* F_s(z) = e^z E_s(z), in three pieces.
 *
 * z >= 1     the continued fraction 1/(z+s- 1 s/(z+s+2- 2 (s+1)/(z+s+4- ...))) (Abramowitz & Stegun
 *            5.1.22, even part) by Steed's method, whose steps are then all positive: no digits
 *            lost; 90 steps at z = 1, s small, fewer than 10 where z or s is large.
 * z < 1, s >= 24   E_s(z) = Gamma(1-s) z^(s-1) - sum (-z)^k / (k! (k + 1 - s)) (A&S 5.1.12 for real
 *            s). The first term and the series from k = 20 on are both below 1e-17 of the whole,
 *            their poles at whole s being each other's: left out.
 * z < 1, s < 24    the same series at s - m in [1/2, 3/2), and m steps of F_(s+1) = (1 - z F_s) / s
 *            (A&S 5.1.14), which shrinks errors for z <= s and loses under two bits else. With
 *            e = 1 - s the first term and the k = 0 term join to (Gamma(1+e) z^-e - 1) / e, an
 *            expm1 ratio: nothing happens at s = 1. Below 1/2 the series as it is.
 *
 * Digits are lost where z^-e is far from 1: the error of e log z is then in the exponent, up to
 * 345 ulp at z = 1e-300. */
#include "expint.h"

#include <float.h>
#include <math.h>

#include "gamma.h"
#include "vmath.h"

#define LARGE_ORDER 24.0
#define SERIES_TERMS 20 /* 1 / 20! is 4e-19 */

static double by_fraction(double s, double z)
{
    double b = z + s;
    double d = 1.0 / b;
    double step = d;
    double sum = d;
    for (double k = 1.0; step > sum * (DBL_EPSILON / 16.0); k++) {
        double a = k * (s + (k - 1.0));
        double before = d;
        b += 2.0;
        d = 1.0 / (b - a * before);
        step *= a * before * d;
        sum += step;
    }
    return sum;
}

/* sum from k = first to 19 of (-z)^k / (k! (k + e)), e = 1 - s */
static double power_series(double e, double z, int first)
{
    double sum = 0.0; /* Horner from the far end: sum_k = 1/(k+e) - z/(k+1) sum_(k+1) */
    for (int k = SERIES_TERMS - 1; k >= first; k--)
        sum = 1.0 / (k + e) - z / (k + 1) * sum;
    return first == 0 ? sum : -z * sum;
}

/* (Gamma(1 + e) z^-e - 1) / e, |e| <= 1/2 */
static double joined_terms(double e, double z)
{
    static const double euler = 0.57721566490153286061;
    double slope = e == 0.0 ? -euler : gw_log_gamma1p(e) / e;
    double g = slope - gw_log(z);
    return g * gw_expm1_ratio(e * g);
}

/* 0 < s < 3/2, z < 1 */
static double by_series(double s, double z)
{
    double e = 1.0 - s;
    if (s >= 0.5)
        return gw_exp(z) * (joined_terms(e, z) - power_series(e, z, 1));
    double gamma = gw_exp(gw_log_gamma(e) + s * gw_log(z)) / z;
    return gw_exp(z) * (gamma - power_series(e, z, 0));
}

double gw_expint_scaled(double s, double z)
{
    if (!(s > 0.0 && z >= 0.0))
        return (double)NAN;
    if (z == 0.0)
        return s > 1.0 ? 1.0 / (s - 1.0) : (double)INFINITY;
    if (z >= 1.0)
        return by_fraction(s, z);
    if (s >= LARGE_ORDER)
        return -gw_exp(z) * power_series(1.0 - s, z, 0);
    double steps = s < 1.5 ? 0.0 : floor(s - 0.5);
    double order = s - steps;
    double value = by_series(order, z);
    for (double j = 0.0; j < steps; j++)
        value = (1.0 - z * value) / (order + j);
    return value;
}
