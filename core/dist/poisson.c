/* Loader's saddle-point form (2000, "Fast and accurate computation of binomial probabilities"):
 * log P = -S(k) - D(k, mean) - log(2 pi k) / 2, with Stirling's correction S and the deviance D,
 * whose parts do not cancel as k log(mean) - mean - log k! does. P(N <= k) = Q(k + 1, mean). */
#include "poisson.h"

#include <math.h>

#include "gamma.h"
#include "incomplete_gamma.h"
#include "remainder.h"
#include "vmath.h"

#define LOG_2PI 1.83787706640934548356

double gw_poisson_log_pmf(uint64_t k, double mean)
{
    if (!(mean >= 0.0))
        return (double)NAN;
    if (k == 0)
        return -mean;
    if (mean == 0.0)
        return -(double)INFINITY;
    double x = (double)k;
    return -gw_stirling_correction(x) - gw_deviance(x, mean) - 0.5 * (LOG_2PI + gw_log(x));
}

double gw_poisson_cdf(uint64_t k, double mean)
{
    return gw_incomplete_gamma((double)k + 1.0, mean).upper;
}

double gw_poisson_survival(uint64_t k, double mean)
{
    return gw_incomplete_gamma((double)k + 1.0, mean).lower;
}
