/* The gamma law by the incomplete gamma functions and their weight. The quantile by Newton's method
 * for the log of the smaller tail over y = log x: the density of y is log-concave, so both tails
 * are too, and from the second step on Newton's steps come from one side only. */
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

double gw_gamma_log_quantile(double lower, double upper, double shape, double rate)
{
    if (!(lower > 0.0 && upper > 0.0 && shape > 0.0 && rate > 0.0))
        return (double)NAN;
    bool is_lower = lower < upper;
    double log_wanted = gw_log(is_lower ? lower : upper);
    double y = gw_log(shape);
    for (int i = 0; i < 100; i++) {
        double x = gw_exp(y);
        gw_tails tails = gw_incomplete_gamma(shape, x);
        double tail = is_lower ? tails.lower : tails.upper;
        double slope = gw_exp(gw_log_gamma_weight(shape, x)) / tail; /* of +-log tail over y */
        double step = (log_wanted - gw_log(tail)) / (is_lower ? slope : -slope);
        y += step;
        if (!(fabs(step) > 1e-13 * (1.0 + fabs(y))))
            break;
    }
    return y - gw_log(rate);
}
