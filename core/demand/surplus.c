#include "surplus.h"

#include <math.h>

#include "vmath.h"

double gw_surplus_constant(double elasticity, double choke_multiple)
{
    if (!(elasticity > 0) || !(choke_multiple > 1))
        return NAN;
    double log_k = gw_log(choke_multiple);
    return log_k * gw_expm1_ratio(-(elasticity - 1) * log_k);
}

double gw_surplus_linear(double elasticity)
{
    return elasticity > 0 ? 1 / (2 * elasticity) : (double)NAN;
}

double gw_surplus_logit(const double *v, size_t n, double alpha)
{
    double highest = 0; /* of nothing */
    double sum = 0;
    if (!(alpha > 0))
        return NAN;
    for (size_t i = 0; i < n; i++)
        highest = v[i] > highest ? v[i] : highest;
    sum = gw_exp(-highest);
    for (size_t i = 0; i < n; i++)
        sum += gw_exp(v[i] - highest);
    return (highest + gw_log(sum)) / alpha;
}

/* Abramowitz & Stegun 26.7.5 */
double gw_student_quantile(double normal_quantile, double degrees)
{
    double z = normal_quantile;
    double z2 = z * z;
    double n = degrees;
    if (!(degrees > 0))
        return NAN;
    double g1 = z * (z2 + 1) / 4;
    double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
}
