/* The beta law: a, b > 0, mean a / (a + b). */
#ifndef GW_BETA_DISTRIBUTION_H
#define GW_BETA_DISTRIBUTION_H

/* -inf outside [0, 1]; NaN for parameters outside. Absolute error 1e-14 times the larger of 1 and
 * the value. */
double gw_beta_log_pdf(double p, double a, double b);
/* P(P <= p) and P(P > p): see gw_incomplete_beta for their errors. */
double gw_beta_cdf(double p, double a, double b);
double gw_beta_survival(double p, double a, double b);

#endif
