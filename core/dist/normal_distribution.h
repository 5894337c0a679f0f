/* The standard normal distribution. */
#ifndef GW_NORMAL_DISTRIBUTION_H
#define GW_NORMAL_DISTRIBUTION_H

/* The x with P(X <= x) = p, 0 < p < 1; -inf and inf at the ends, NaN outside. Relative error below
 * 1e-15 (absolute next to p = 1/2). */
double gw_normal_quantile(double p);

#endif
