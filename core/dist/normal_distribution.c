/* quantile  Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution",
 *           Applied Statistics 37(3): PPND16, three rational functions of degree 7
 * cdf       half of the upper incomplete gamma function: P(|X| > x) = Q(1/2, x^2 / 2) */
#include "normal_distribution.h"

#include <math.h>

#include "incomplete_gamma.h"
#include "vmath.h"

#define DEGREE 8
#define HALF_LOG_2PI 0.91893853320467274178

typedef struct rational {
    double above[DEGREE];
    double below[DEGREE];
} rational;

static const rational middle = {
    {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
     1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
     3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
     5.2264952788528545610e+3},
};
static const rational near = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9},
};
static const rational far = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15},
};

static double value(const rational *r, double x)
{
    double above = 0;
    double below = 0;
    for (int i = DEGREE; i-- > 0;) {
        above = above * x + r->above[i];
        below = below * x + r->below[i];
    }
    return above / below;
}

double gw_normal_quantile(double p)
{
    double off = p - 0.5;
    if (fabs(off) <= 0.425)
        return off * value(&middle, 0.180625 - off * off);
    double tail = off < 0 ? p : 1 - p;
    if (!(tail >= 0))
        return (double)NAN;
    if (tail == 0)
        return off < 0 ? -(double)INFINITY : (double)INFINITY;
    double root = sqrt(-gw_log(tail));
    double x = root <= 5 ? value(&near, root - 1.6) : value(&far, root - 5);
    return off < 0 ? -x : x;
}

double gw_normal_log_pdf(double x)
{
    return -0.5 * x * x - HALF_LOG_2PI;
}

double gw_normal_cdf(double x)
{
    double beyond = 0.5 * gw_incomplete_gamma(0.5, 0.5 * x * x).upper;
    return x < 0.0 ? beyond : 1.0 - beyond;
}
