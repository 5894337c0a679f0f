/* Near 0 by series: with r = x / (2 + x), log(1 + x) = 2 atanh r and 2 r - x = -x r (Abramowitz &
 * Stegun 4.1.27), so log(1 + x) - x = r (2 r^2 (1/3 + r^2/5 + ...) - x), whose parts differ by a
 * factor of six; e^x by its own. Elsewhere by subtraction, which costs under three bits. The
 * deviance is -x (log(1 + u) - u), u = (m - x) / x (Loader 2000, "Fast and accurate computation of
 * binomial probabilities", section 2). */
#include "remainder.h"

#include <math.h>

#include "vmath.h"

double gw_log1p_less_x(double x)
{
    if (!(x >= -0.5 && x <= 1.0))
        return gw_log1p(x) - x;
    double r = x / (2.0 + x);
    double r2 = r * r;
    double sum = 0.0;
    for (int k = 35; k >= 3; k -= 2)
        sum = sum * r2 + 1.0 / k;
    return r * (2.0 * r2 * sum - x);
}

double gw_expm1_less_x(double x)
{
    if (!(fabs(x) <= 1.0))
        return gw_expm1(x) - x;
    double sum = 1.0;
    for (int k = 19; k >= 3; k--)
        sum = 1.0 + sum * x / k;
    return 0.5 * x * x * sum;
}

double gw_deviance(double x, double m)
{
    if (x == 0.0)
        return m;
    double u = (m - x) / x;
    if (u < -0.5 || u > 1e15) /* far apart: nothing cancels, and 1 + u would lose m or x */
        return x * (gw_log(x) - gw_log(m)) - (x - m);
    return -x * gw_log1p_less_x(u);
}
