/* The gamma law by the incomplete gamma functions and their weight. */
#include "gamma_distribution.h"

#include <math.h>
#include <stdbool.h>

#include "incomplete_gamma.h"
#include "vmath.h"

static bool is_inside(double x, double shape, double rate)
{
    return shape > 0.0 && rate > 0.0 && !isnan(x);
}

double gw_gamma_log_pdf(double x, double shape, double rate)
{
    if (!is_inside(x, shape, rate))
        return (double)NAN;
    if (x < 0.0 || isinf(x))
        return -(double)INFINITY;
    if (x == 0.0 && shape != 1.0)
        return shape < 1.0 ? (double)INFINITY : -(double)INFINITY;
    if (x == 0.0)
        return gw_log(rate);
    return gw_log_gamma_weight(shape, rate * x) - gw_log(x);
}

double gw_gamma_cdf(double x, double shape, double rate)
{
    if (!is_inside(x, shape, rate))
        return (double)NAN;
    return x > 0.0 ? gw_incomplete_gamma(shape, rate * x).lower : 0.0;
}

double gw_gamma_survival(double x, double shape, double rate)
{
    if (!is_inside(x, shape, rate))
        return (double)NAN;
    return x > 0.0 ? gw_incomplete_gamma(shape, rate * x).upper : 1.0;
}
