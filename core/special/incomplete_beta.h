/* The regularised incomplete beta function. */
#ifndef GW_INCOMPLETE_BETA_H
#define GW_INCOMPLETE_BETA_H

#include "tail.h"

/* lower I_x(a, b), upper 1 - I_x(a, b), for a, b > 0, 0 <= x <= 1, y = 1 - x (given apart, so that
 * a tiny one keeps its digits). For a, b >= 1 relative error of the smaller below 1e-12 (above
 * 1e-100); absolute below 1e-13 always, a, b up to 1e9. NaN outside. */
gw_tails gw_incomplete_beta(double x, double y, double a, double b);
/* log(x^a y^b / B(a, b)), x + y = 1: without cancellation for large a, b. */
double gw_log_beta_weight(double x, double y, double a, double b);

#endif
