/* log Gamma, psi, psi' and their differences.
 *
 * From 10 up by Stirling's series, log Gamma(x) = (x - 1/2) log x - x + log(2 pi)/2 + S(x),
 * S(x) = sum B_2k / (2k (2k-1) x^(2k-1)) (Abramowitz & Stegun 6.1.41, 6.3.18, 6.4.12); from below
 * by the recurrence Gamma(x + 1) = x Gamma(x). Next to the zeros of log Gamma at 1 and 2 by its
 * Taylor series at 2 (A&S 6.1.33, with the log(1 + x) taken out so that the coefficients fall like
 * 2^-k): relative precision at both zeros.
 *
 * The differences are arranged, not subtracted: every step up the recurrence, and the difference of
 * the series, has the sign of the whole, so no digits are lost however near the arguments are.
 * digamma loses digits next to its zero at 1.4616 only. */
#include "gamma.h"

#include <math.h>
#include <stddef.h>

#include "vmath.h"

#define STIRLING_FROM 10.0
#define TERMS 8 /* of each series: the ninth is below 2e-18 at 10 */
#define HALF_LOG_2PI 0.91893853320467274178

static const double stirling_terms[TERMS] = {
    /* B_2k / (2k (2k-1)) */
    1.0 / 12.0,   -1.0 / 360.0,      1.0 / 1260.0, -1.0 / 1680.0,
    1.0 / 1188.0, -691.0 / 360360.0, 1.0 / 156.0,  -3617.0 / 122400.0,
};
static const double digamma_terms[TERMS] = {
    /* B_2k / 2k */
    1.0 / 12.0,  -1.0 / 120.0,     1.0 / 252.0, -1.0 / 240.0,
    1.0 / 132.0, -691.0 / 32760.0, 1.0 / 12.0,  -3617.0 / 8160.0,
};
static const double trigamma_terms[TERMS] = {
    /* B_2k */
    1.0 / 6.0,  -1.0 / 30.0,     1.0 / 42.0, -1.0 / 30.0,
    5.0 / 66.0, -691.0 / 2730.0, 7.0 / 6.0,  -3617.0 / 510.0,
};

/* sum terms[k] x^k, k < TERMS */
static double series(const double terms[TERMS], double x)
{
    double sum = terms[TERMS - 1];
    for (size_t k = TERMS - 1; k-- > 0;)
        sum = sum * x + terms[k];
    return sum;
}

/* S(x), x >= 10 */
static double stirling_series(double x)
{
    double v = 1.0 / x;
    return v * series(stirling_terms, v * v);
}

static double steps_up(double x)
{
    return x < STIRLING_FROM ? ceil(STIRLING_FROM - x) : 0.0;
}

/* log Gamma(2 + x), |x| <= 1/2 */
static double log_gamma2p(double x)
{
    /* (-1)^k (zeta(k) - 1) / k, k = 2, 3, ... */
    static const double c[] = {
        3.2246703342411321824e-1,  -6.7352301053198095133e-2, 2.0580808427784547879e-2,
        -7.3855510286739852663e-3, 2.8905103307415232858e-3,  -1.1927539117032609771e-3,
        5.0966952474304242234e-4,  -2.2315475845357937976e-4, 9.9457512781808533715e-5,
        -4.49262367381331417e-5,   2.0507212775670691553e-5,  -9.439488275268395904e-6,
        4.3748667899074878042e-6,  -2.0392157538013662368e-6, 9.5514121304074198329e-7,
        -4.4924691987645660433e-7, 2.1207184805554665869e-7,  -1.0043224823968099609e-7,
        4.7698101693639805658e-8,  -2.271109460894316491e-8,  1.0838659214896954091e-8,
        -5.1834750419700466551e-9, 2.4836745438024783172e-9,  -1.1921401405860912074e-9,
        5.7313672416788620133e-10,
    };
    static const double one_minus_gamma = 0.42278433509846713939; /* psi(2) */
    double sum = 0.0;
    for (size_t k = sizeof c / sizeof *c; k-- > 0;)
        sum = (sum + c[k]) * x;
    return (sum + one_minus_gamma) * x;
}

double gw_log_gamma1p(double x)
{
    return log_gamma2p(x) - gw_log1p(x);
}

double gw_log_gamma(double x)
{
    if (!(x > 0.0))
        return (double)NAN;
    if (x >= STIRLING_FROM)
        return (x - 0.5) * (gw_log(x) - 1.0) + (HALF_LOG_2PI - 0.5) + stirling_series(x);
    if (x < 0.5)
        return gw_log_gamma1p(x) - gw_log(x);
    if (x < 1.5)
        return gw_log_gamma1p(x - 1.0);
    double product = 1.0;
    while (x > 2.5) {
        x -= 1.0;
        product *= x;
    }
    return gw_log(product) + log_gamma2p(x - 2.0);
}

double gw_stirling_correction(double x)
{
    if (x >= STIRLING_FROM)
        return stirling_series(x);
    return gw_log_gamma(x) - ((x - 0.5) * gw_log(x) - x + HALF_LOG_2PI);
}

double gw_digamma(double x)
{
    if (!(x > 0.0))
        return (double)NAN;
    double below = 0.0; /* psi(x) = psi(x + m) - sum 1 / (x + j) */
    double m = steps_up(x);
    for (double j = m - 1.0; j >= 0.0; j--)
        below += 1.0 / (x + j);
    double z = x + m;
    double v = 1.0 / z;
    return gw_log(z) - v * (0.5 + v * series(digamma_terms, v * v)) - below;
}

double gw_trigamma(double x)
{
    if (!(x > 0.0))
        return (double)NAN;
    double below = 0.0;
    double m = steps_up(x);
    for (double j = m - 1.0; j >= 0.0; j--)
        below += 1.0 / ((x + j) * (x + j));
    double v = 1.0 / (x + m);
    double v2 = v * v;
    return v * (1.0 + 0.5 * v + v2 * series(trigamma_terms, v2)) + below;
}

/* For u <= v: what v^(p + 2k) - u^(p + 2k) is at k = 0, and what it needs for the next k:
 * v^2 (v^q - u^q) + u^q (v^2 - u^2), all positive. */
typedef struct power_gap {
    double gap; /* v^p - u^p */
    double low; /* u^p */
} power_gap;

/* sum terms[k] (v^(p + 2k) - u^(p + 2k)), squares = v^2 - u^2 */
static double series_difference(const double terms[TERMS], power_gap at, double u, double v,
                                double squares)
{
    double sum = 0.0;
    for (size_t k = 0; k < TERMS; k++) {
        sum += terms[k] * at.gap;
        at.gap = v * v * at.gap + at.low * squares;
        at.low *= u * u;
    }
    return sum;
}

/* S(a) - S(a + n), a >= 10: positive */
static double stirling_fall(double a, double n)
{
    double v = 1.0 / a;
    double u = 1.0 / (a + n);
    power_gap first = {n * v * u, u};
    return series_difference(stirling_terms, first, u, v, first.gap * (v + u));
}

double gw_log_rising(double a, double n)
{
    if (!(a > 0.0 && n >= 0.0))
        return (double)NAN;
    if (n <= 8.0 && n == floor(n)) {
        double product = 1.0;
        for (double j = 0.0; j < n; j++)
            product *= a + j;
        return gw_log(product);
    }
    /* Gamma(a + n) / Gamma(a) = Gamma(z + n) / Gamma(z) / prod (1 + n / (a + j)), z = a + m */
    double m = steps_up(a);
    double excess = 0.0; /* the product less 1 */
    for (double j = 0.0; j < m; j++)
        excess += (1.0 + excess) * (n / (a + j));
    double z = a + m;
    double bent = (z - 0.5) * gw_log1p(n / z) - n; /* small beside the next: no harm */
    double above = n * gw_log(z + n) + bent - stirling_fall(z, n);
    return above - gw_log1p(excess);
}

double gw_digamma_difference(double a, double n)
{
    if (!(a > 0.0 && n >= 0.0))
        return (double)NAN;
    double m = steps_up(a);
    double below = 0.0;
    for (double j = m - 1.0; j >= 0.0; j--)
        below += n / ((a + j) * (a + j + n));
    double z = a + m;
    double v = 1.0 / z;
    double u = 1.0 / (z + n);
    double first = n * v * u; /* v - u */
    power_gap second = {first * (v + u), u * u};
    return below + gw_log1p(n * v) + 0.5 * first +
           series_difference(digamma_terms, second, u, v, second.gap);
}

/* S(b) - S(b + a) - S(b + n) + S(b + a + n), b >= 10: positive, S being convex. Term by term: with
 * f = x^-(2k+1) and h = x^-2 at the four points (index: a added?, n added?), the same difference of
 * f h is  h00 [f] + (h00 - h01)(f01 - f11) + f10 [h] + (f10 - f11)(h01 - h11),  all positive. */
static double stirling_bend(double a, double b, double n)
{
    double v00 = 1.0 / b, v10 = 1.0 / (b + a), v01 = 1.0 / (b + n), v11 = 1.0 / (b + a + n);
    double fall_n0 = n * v00 * v01;                    /* v00 - v01 */
    double fall_n1 = n * v10 * v11;                    /* v10 - v11 */
    double fall_a1 = a * v01 * v11;                    /* v01 - v11 */
    double bend = (a * v10) * (n * v01) * (v00 + v11); /* of 1 / x */
    double h_bend = (v00 + v10) * bend + fall_n0 * fall_a1 + fall_n1 * fall_a1;
    double h_fall_n0 = fall_n0 * (v00 + v01);
    double h_fall_n1 = fall_n1 * (v10 + v11);
    double h_fall_a1 = fall_a1 * (v01 + v11);
    double f10 = v10, f11 = v11;
    double sum = 0.0;
    for (size_t k = 0; k < TERMS; k++) {
        sum += stirling_terms[k] * bend;
        bend = v00 * v00 * bend + h_fall_n0 * fall_a1 + f10 * h_bend + fall_n1 * h_fall_a1;
        fall_a1 = v01 * v01 * fall_a1 + f11 * h_fall_a1;
        fall_n1 = v10 * v10 * fall_n1 + f11 * h_fall_n1;
        f10 *= v10 * v10;
        f11 *= v11 * v11;
    }
    return sum;
}

double gw_log_beta_ratio(double a, double b, double n)
{
    if (!(a > 0.0 && b > 0.0 && n >= 0.0))
        return (double)NAN;
    /* D(b) = log [Gamma(b + n) Gamma(b + a) / (Gamma(b) Gamma(b + a + n))], symmetric in a and n;
     * D(b) = D(b + 1) - log(1 + a n / (b (b + a + n))). */
    double m = steps_up(b);
    double excess = 0.0;
    for (double j = 0.0; j < m; j++)
        excess += (1.0 + excess) * (a / (b + j) * (n / (a + b + n + j)));
    double z = b + m;
    double x = a / z * (n / (a + z + n));
    /* Each of the two subtracted is at least as large as the first: at most two bits are lost. */
    double above = (z - 0.5) * gw_log1p(x) - n * gw_log1p(a / (z + n)) - a * gw_log1p(n / (z + a));
    return above - stirling_bend(a, z, n) - gw_log1p(excess);
}

double gw_log_beta(double a, double b)
{
    if (!(a > 0.0 && b > 0.0))
        return (double)NAN;
    double small = a < b ? a : b;
    double large = a < b ? b : a;
    if (small < STIRLING_FROM)
        return gw_log_gamma(small) - gw_log_rising(large, small);
    /* Stirling's form of the three, its logarithms joined (Didonato & Morris 1992, ACM TOMS 18). */
    return HALF_LOG_2PI - 0.5 * gw_log(large) - (small - 0.5) * gw_log1p(large / small) -
           large * gw_log1p(small / large) + stirling_series(small) + stirling_fall(large, small);
}
