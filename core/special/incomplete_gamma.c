/* With t = a e^d the density is sqrt(a / 2 pi) e^-S(a) e^(-a (e^d - 1 - d)) over d, S Stirling's
 * correction: log-concave for every a. The smaller tail is integrated as it stands (tail.h), at the
 * same cost for any a; the other is what it leaves. Below a = 1 the lower tail is long and is got
 * from the next a: P(a, x) = P(a + 1, x) + x^a e^-x / Gamma(a + 1) (Abramowitz & Stegun 6.5.21).
 * Digits are lost far out, where a (e^d - 1 - d) is large: its rounding is relative. */
#include "incomplete_gamma.h"

#include <math.h>

#include "gamma.h"
#include "remainder.h"
#include "vmath.h"

#define LOG_2PI 1.83787706640934548356

typedef struct gamma_tail {
    double a, x;
    double side; /* +1: upwards, -1: downwards */
} gamma_tail;

/* a (e^d - 1 - d) at log(x / a) + side t less the same at t = 0 */
static double gamma_rise(double t, const void *user)
{
    const gamma_tail *tail = user;
    double step = tail->side * t;
    /* x (e^s - 1) - a s = x (e^s - 1 - s) + (x - a) s: both parts positive */
    return tail->x * gw_expm1_less_x(step) + (tail->x - tail->a) * step;
}

double gw_log_gamma_weight(double a, double x)
{
    if (a < 1.0)
        return a * gw_log(x) - x - gw_log_gamma(a);
    return 0.5 * (gw_log(a) - LOG_2PI) - gw_stirling_correction(a) - gw_deviance(a, x);
}

gw_tails gw_incomplete_gamma(double a, double x)
{
    if (!(a > 0.0 && x >= 0.0))
        return (gw_tails){(double)NAN, (double)NAN};
    if (x == 0.0)
        return (gw_tails){0.0, 1.0};
    if (x > 1e300)
        return (gw_tails){1.0, 0.0};
    if (a < 1.0 && x < 1.0) {
        double next = gw_exp(a * gw_log(x) - x - gw_log_gamma(a + 1.0));
        double lower = gw_incomplete_gamma(a + 1.0, x).lower + next;
        return (gw_tails){lower, 1.0 - lower};
    }
    gamma_tail tail = {.a = a, .x = x, .side = x < a ? -1.0 : 1.0};
    double small = gw_exp(gw_log_gamma_weight(a, x)) * gw_tail_integral(gamma_rise, &tail);
    return x < a ? (gw_tails){small, 1.0 - small} : (gw_tails){1.0 - small, small};
}
