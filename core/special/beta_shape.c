/* With n = a + b, small = min(a, b) / n and e = +-d,
 *
 *     fall = n [log(1 + small (e^e - 1)) - small e],
 *
 * whose parts cancel near the top to small (1 - small) e^2 / 2: there by remainder.h, so that peaks
 * of width 1e-5 (a = b = 1e9) keep full precision. */
#include "beta_shape.h"

#include <math.h>

#include "remainder.h"
#include "vmath.h"

gw_beta_shape gw_beta_shape_of(double a, double b)
{
    gw_beta_shape shape = {.a = a, .b = b, .n = a + b, .top = gw_log(a / b)};
    shape.small = (a < b ? a : b) / shape.n;
    shape.side = a < b ? 1.0 : -1.0;
    return shape;
}

double gw_beta_fall(const gw_beta_shape *shape, double d)
{
    double e = shape->side * d;
    double small = shape->small;
    if (fabs(e) <= 1.0)
        return shape->n * (gw_log1p_less_x(small * gw_expm1(e)) + small * gw_expm1_less_x(e));
    if (e > 600.0) /* e^e would overflow; 1 is nothing beside it */
        return shape->n * (gw_log(small) + e * (1.0 - small));
    return shape->n * (gw_log1p(small * gw_expm1(e)) - small * e);
}

double gw_logistic(double y)
{
    double e = gw_exp(-fabs(y));
    return y < 0.0 ? e / (1.0 + e) : 1.0 / (1.0 + e);
}
