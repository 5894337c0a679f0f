/* One value: P(k) = R / (R + k) times the binomial's P(R of n = R + k at p = 1 / (1 + u)), in
 * Loader's form (2000, "Fast and accurate computation of binomial probabilities"), whose deviances
 * are positive and small near the mean: nothing large cancels.
 * All values: outwards from the largest by P(k) / P(k - 1) = (R + k - 1) / k u / (1 + u), so that
 * those that underflow do so at the ends. */
#include "negative_binomial.h"

#include <math.h>
#include <stdbool.h>

#include "gamma.h"
#include "incomplete_beta.h"
#include "remainder.h"
#include "vmath.h"

#define LOG_2PI 1.83787706640934548356

static bool is_inside(double R, double u)
{
    return R > 0.0 && u >= 0.0;
}

double gw_negative_binomial_log_pmf(uint64_t k, double R, double u)
{
    if (!is_inside(R, u))
        return (double)NAN;
    if (k == 0)
        return -R * gw_log1p(u);
    if (u == 0.0)
        return -(double)INFINITY;
    double x = (double)k;
    double n = R + x;
    double stirling =
        gw_stirling_correction(n) - gw_stirling_correction(R) - gw_stirling_correction(x);
    double deviance = gw_deviance(R, n / (1.0 + u)) + gw_deviance(x, n * (u / (1.0 + u)));
    return stirling - deviance + 0.5 * (gw_log(R / n / x) - LOG_2PI);
}

void gw_negative_binomial_pmf(double *out, size_t n, double R, double u)
{
    if (n == 0)
        return;
    double w = u / (1.0 + u);
    double mode = (R - 1.0) * u;
    size_t top = mode > 0.0 ? mode < (double)(n - 1) ? (size_t)mode : n - 1 : 0;
    out[top] = gw_exp(gw_negative_binomial_log_pmf(top, R, u));
    for (size_t k = top + 1; k < n; k++)
        out[k] = out[k - 1] * (w * ((R + ((double)k - 1.0)) / (double)k));
    for (size_t k = top; k > 0; k--)
        out[k - 1] = out[k] / (w * ((R + ((double)k - 1.0)) / (double)k));
}

/* N <= k when R events of the other kind come before k + 1 of this: I_(1/(1+u))(R, k + 1). */
static gw_tails tails(uint64_t k, double R, double u)
{
    double p = 1.0 / (1.0 + u);
    return gw_incomplete_beta(p, u * p, R, (double)k + 1.0);
}

double gw_negative_binomial_cdf(uint64_t k, double R, double u)
{
    return is_inside(R, u) ? tails(k, R, u).lower : (double)NAN;
}

double gw_negative_binomial_survival(uint64_t k, double R, double u)
{
    return is_inside(R, u) ? tails(k, R, u).upper : (double)NAN;
}
