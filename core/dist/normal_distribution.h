/* The standard normal distribution. */
#ifndef GW_NORMAL_DISTRIBUTION_H
#define GW_NORMAL_DISTRIBUTION_H

double gw_normal_log_pdf(double x);
/* P(X <= x): relative error below 1e-12 (above 1e-100). */
double gw_normal_cdf(double x);
/* The x with P(X <= x) = p, 0 < p < 1; -inf and inf at the ends, NaN outside. Relative error below
 * 1e-15 (absolute next to p = 1/2). */
double gw_normal_quantile(double p);

#endif
