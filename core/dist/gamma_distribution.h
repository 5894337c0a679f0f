/* The gamma law: shape > 0, rate > 0, mean shape / rate. */
#ifndef GW_GAMMA_DISTRIBUTION_H
#define GW_GAMMA_DISTRIBUTION_H

/* -inf for x < 0; NaN for parameters outside. Absolute error 1e-14 times the larger of 1 and the
 * value. */
double gw_gamma_log_pdf(double x, double shape, double rate);
/* P(X <= x) and P(X > x): see gw_incomplete_gamma for their errors. */
double gw_gamma_cdf(double x, double shape, double rate);
double gw_gamma_survival(double x, double shape, double rate);
/* log x of the x with P(X <= x) = lower and P(X > x) = upper, both > 0 and adding up to 1: given
 * apart, so that a tiny one keeps its digits. Absolute error about 1e-12; NaN outside. */
double gw_gamma_log_quantile(double lower, double upper, double shape, double rate);

#endif
