/* In the logit of x the density is x^a y^b / B(a, b), log-concave: the smaller tail is integrated
 * as it stands (tail.h). From any point x the log density falls over a step s of the logit by the
 * fall of Beta(n x, n y) (beta_shape.h), n = a + b, plus (b x - a y) s: two positive parts.
 *
 * A parameter below 1 makes its own tail long: that one is got from the next parameter, I_x(a, b) =
 * I_x(a + 1, b) + x^a y^b / (a B(a, b)) (Abramowitz & Stegun 26.5.16), the other is 1 less. */
#include "incomplete_beta.h"

#include <math.h>

#include "beta_shape.h"
#include "gamma.h"
#include "remainder.h"
#include "vmath.h"

#define LOG_2PI 1.83787706640934548356

typedef struct beta_tail {
    gw_beta_shape here; /* Beta(n x, n y) */
    double slope;       /* b x - a y */
    double side;        /* +1: upwards, -1: downwards */
} beta_tail;

static double beta_rise(double t, const void *user)
{
    const beta_tail *tail = user;
    double step = tail->side * t;
    return gw_beta_fall(&tail->here, step) + tail->slope * step;
}

double gw_log_beta_weight(double x, double y, double a, double b)
{
    if (a < 1.0 || b < 1.0) {
        /* The larger of x and y is known to 1e-16 of 1 only: its log by way of the smaller. */
        double log_x = y < 0.5 ? gw_log1p(-y) : gw_log(x);
        double log_y = x < 0.5 ? gw_log1p(-x) : gw_log(y);
        return a * log_x + b * log_y - gw_log_beta(a, b);
    }
    double n = a + b;
    double stirling =
        gw_stirling_correction(n) - gw_stirling_correction(a) - gw_stirling_correction(b);
    double at_top = 0.5 * (gw_log(a / n * b) - LOG_2PI) + stirling;
    return at_top - gw_deviance(a, n * x) - gw_deviance(b, n * y);
}

/* The tail on one side of x; a, b >= 1. */
static double tail_of(double x, double y, double a, double b, double side)
{
    double n = a + b;
    beta_tail tail = {.here = gw_beta_shape_of(n * x, n * y), .slope = b * x - a * y, .side = side};
    return gw_exp(gw_log_beta_weight(x, y, a, b)) * gw_tail_integral(beta_rise, &tail);
}

/* a < 1 or b < 1: the lower of one more in a, and by the mirror image one more in b. */
static gw_tails from_the_next(double x, double y, double a, double b)
{
    double weight = gw_exp(gw_log_beta_weight(x, y, a, b));
    if (a < 1.0) {
        double lower = gw_incomplete_beta(x, y, a + 1.0, b).lower + weight / a;
        return (gw_tails){lower, 1.0 - lower};
    }
    double upper = gw_incomplete_beta(x, y, a, b + 1.0).upper + weight / b;
    return (gw_tails){1.0 - upper, upper};
}

gw_tails gw_incomplete_beta(double x, double y, double a, double b)
{
    if (!(a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0))
        return (gw_tails){(double)NAN, (double)NAN};
    if (x == 0.0 || y == 0.0)
        return x == 0.0 ? (gw_tails){0.0, 1.0} : (gw_tails){1.0, 0.0};
    if (a < 1.0 || b < 1.0)
        return from_the_next(x, y, a, b);
    if (x * b < y * a) {
        double lower = tail_of(x, y, a, b, -1.0);
        return (gw_tails){lower, 1.0 - lower};
    }
    double upper = tail_of(x, y, a, b, 1.0);
    return (gw_tails){1.0 - upper, upper};
}
