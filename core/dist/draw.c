/* normal      ratio of uniforms with Leva's quadratic bounds (1992, ACM TOMS 18(4), algorithm 712):
 *             keeps nothing between calls, needs a log in one draw of eighty
 * gamma       Marsaglia & Tsang 2000, ACM TOMS 26(3); a shape below 1 by section 6: a draw of
 *             shape + 1, times U^(1/shape), in logs
 * beta        two gammas; in logs when a parameter is below 1, as both may underflow
 * poisson     sequential search below 10, else PTRS (Hoermann 1993, Insurance: Mathematics and
 *             Economics 12), with the probability in Loader's form: right to 1e-13 at any mean */
#include "draw.h"

#include <float.h>
#include <math.h>

#include "poisson.h"
#include "vmath.h"

double gw_draw_normal(gw_rng *rng)
{
    for (;;) {
        double u = gw_rng_uniform(rng);
        double v = 1.7156 * (gw_rng_uniform(rng) - 0.5);
        double x = u - 0.449871;
        double y = fabs(v) + 0.386595;
        double q = x * x + y * (0.19600 * y - 0.25472 * x);
        if (q < 0.27597)
            return v / u;
        if (q <= 0.27846 && v * v <= -4.0 * gw_log(u) * u * u)
            return v / u;
    }
}

double gw_draw_exponential(gw_rng *rng)
{
    return -gw_log(gw_rng_uniform(rng));
}

typedef struct gamma_draw {
    double scale; /* the draw is scale * root^3 */
    double root;
} gamma_draw;

/* shape >= 1 */
static gamma_draw draw_large_gamma(gw_rng *rng, double shape)
{
    double d = shape - 1.0 / 3.0;
    double c = 1.0 / sqrt(9.0 * d);
    for (;;) {
        double x = gw_draw_normal(rng);
        double root = 1.0 + c * x;
        if (root <= 0.0)
            continue;
        double v = root * root * root;
        double u = gw_rng_uniform(rng);
        double x2 = x * x;
        if (u < 1.0 - 0.0331 * x2 * x2 || gw_log(u) < 0.5 * x2 + d * (1.0 - v + gw_log(v)))
            return (gamma_draw){.scale = d, .root = root};
    }
}

double gw_draw_log_gamma(gw_rng *rng, double shape)
{
    if (!(shape > 0.0))
        return (double)NAN;
    gamma_draw draw = draw_large_gamma(rng, shape < 1.0 ? shape + 1.0 : shape);
    double log_draw = gw_log(draw.scale) + 3.0 * gw_log(draw.root);
    return shape < 1.0 ? log_draw - gw_draw_exponential(rng) / shape : log_draw;
}

double gw_draw_gamma(gw_rng *rng, double shape)
{
    if (!(shape >= 1.0))
        return gw_exp(gw_draw_log_gamma(rng, shape));
    gamma_draw draw = draw_large_gamma(rng, shape);
    return draw.scale * (draw.root * draw.root * draw.root);
}

double gw_draw_beta(gw_rng *rng, double a, double b)
{
    if (!(a > 0.0 && b > 0.0))
        return (double)NAN;
    double ratio; /* (1 - p) / p */
    if (a >= 1.0 && b >= 1.0) {
        double x = gw_draw_gamma(rng, a);
        ratio = gw_draw_gamma(rng, b) / x;
    } else {
        double log_x = gw_draw_log_gamma(rng, a);
        ratio = gw_exp(gw_draw_log_gamma(rng, b) - log_x);
    }
    double p = 1.0 / (1.0 + ratio);
    if (p < DBL_MIN)
        return DBL_MIN;
    return p < 1.0 ? p : 1.0 - 0.5 * DBL_EPSILON;
}

static uint64_t poisson_by_search(gw_rng *rng, double mean)
{
    double u = gw_rng_uniform(rng);
    double p = gw_exp(-mean);
    uint64_t k = 0;
    while (u > p && k < 200) { /* above 200 is rarer than u can tell */
        u -= p;
        k++;
        p *= mean / (double)k;
    }
    return k;
}

/* The names are Hoermann's. */
static uint64_t poisson_by_rejection(gw_rng *rng, double mean)
{
    double b = 0.931 + 2.53 * sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inv_alpha = 1.1239 + 1.1328 / (b - 3.4);
    double v_r = 0.9277 - 3.6224 / (b - 2.0);
    for (;;) {
        double u = gw_rng_uniform(rng) - 0.5;
        double v = gw_rng_uniform(rng);
        double us = 0.5 - fabs(u);
        double k = floor((2.0 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= v_r)
            return (uint64_t)k;
        if (k < 0.0 || (us < 0.013 && v > us))
            continue;
        double bound = gw_log(v * inv_alpha / (a / (us * us) + b));
        if (bound <= gw_poisson_log_pmf((uint64_t)k, mean))
            return (uint64_t)k;
    }
}

uint64_t gw_draw_poisson(gw_rng *rng, double mean)
{
    if (!(mean > 0.0 && mean <= 1e15))
        return 0;
    return mean < 10.0 ? poisson_by_search(rng, mean) : poisson_by_rejection(rng, mean);
}
