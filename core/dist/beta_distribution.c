/* The beta law by the incomplete beta function and its weight. */
#include "beta_distribution.h"

#include <math.h>
#include <stdbool.h>

#include "gamma.h"
#include "incomplete_beta.h"
#include "vmath.h"

static bool is_inside(double p, double a, double b)
{
    return a > 0.0 && b > 0.0 && !isnan(p);
}

/* At p = 0, where the density is p^(a-1) / B(a, b); at 1 with a and b exchanged. */
static double log_pdf_at_end(double a, double b)
{
    if (a == 1.0)
        return -gw_log_beta(a, b);
    return a < 1.0 ? (double)INFINITY : -(double)INFINITY;
}

double gw_beta_log_pdf(double p, double a, double b)
{
    if (!is_inside(p, a, b))
        return (double)NAN;
    if (p < 0.0 || p > 1.0)
        return -(double)INFINITY;
    if (p == 0.0)
        return log_pdf_at_end(a, b);
    if (p == 1.0)
        return log_pdf_at_end(b, a);
    return gw_log_beta_weight(p, 1.0 - p, a, b) - gw_log(p) - gw_log1p(-p);
}

static gw_tails tails(double p, double a, double b)
{
    double held = p < 0.0 ? 0.0 : p > 1.0 ? 1.0 : p;
    return gw_incomplete_beta(held, 1.0 - held, a, b);
}

double gw_beta_cdf(double p, double a, double b)
{
    return is_inside(p, a, b) ? tails(p, a, b).lower : (double)NAN;
}

double gw_beta_survival(double p, double a, double b)
{
    return is_inside(p, a, b) ? tails(p, a, b).upper : (double)NAN;
}
