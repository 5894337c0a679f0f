/* The gamma law by the incomplete gamma functions and their weight. The quantile by Newton's method
 * for the log of the smaller tail, over that variable in which it is nearly straight: after the
 * first step it comes from one side only. */
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

/* log lower is concave over y = log x, nearly a straight line far out. */
static double lower_log_quantile(double log_wanted, double shape)
{
    double y = gw_log(shape);
    for (int i = 0; i < 100; i++) {
        double x = gw_exp(y);
        double lower = gw_incomplete_gamma(shape, x).lower;
        double step = (log_wanted - gw_log(lower)) * lower / gw_exp(gw_log_gamma_weight(shape, x));
        y += step;
        if (!(fabs(step) > 1e-13 * (1.0 + fabs(y))))
            break;
    }
    return y;
}

/* log upper is concave over x (convex for shapes below 1), nearly a straight line far out. */
static double upper_log_quantile(double log_wanted, double shape)
{
    double x = shape;
    for (int i = 0; i < 100; i++) {
        double upper = gw_incomplete_gamma(shape, x).upper;
        double step =
            (gw_log(upper) - log_wanted) * upper * x / gw_exp(gw_log_gamma_weight(shape, x));
        x = x + step > 0.125 * x ? x + step : 0.125 * x;
        if (!(fabs(step) > 1e-13 * x))
            break;
    }
    return gw_log(x);
}

double gw_gamma_log_quantile(double lower, double upper, double shape, double rate)
{
    if (!(lower > 0.0 && upper > 0.0 && shape > 0.0 && rate > 0.0))
        return (double)NAN;
    double y = lower < upper ? lower_log_quantile(gw_log(lower), shape)
                             : upper_log_quantile(gw_log(upper), shape);
    return y - gw_log(rate);
}
