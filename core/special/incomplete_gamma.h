/* The regularised incomplete gamma functions. */
#ifndef GW_INCOMPLETE_GAMMA_H
#define GW_INCOMPLETE_GAMMA_H

#include "tail.h"

/* lower P(a, x) = int_0^x t^(a-1) e^-t dt / Gamma(a) and upper Q(a, x), a > 0, x >= 0: of the
 * smaller, relative error below 1e-12 (above 1e-100), absolute below 1e-14; for a < 1 and x < 1 the
 * upper is 1 - lower. NaN outside. */
gw_tails gw_incomplete_gamma(double a, double x);
/* log(x^a e^-x / Gamma(a)), a, x > 0: without cancellation for large a. */
double gw_log_gamma_weight(double a, double x);

#endif
