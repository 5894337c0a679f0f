/* The negative binomial law: counts of a Poisson process within t whose rate is Gamma(R, A), with
 * u = t / A: P(k) = Gamma(R + k) / (Gamma(R) k!) (1 + u)^-R (u / (1 + u))^k, mean R u. */
#ifndef GW_NEGATIVE_BINOMIAL_H
#define GW_NEGATIVE_BINOMIAL_H

#include <stddef.h>
#include <stdint.h>

/* R > 0, u >= 0. Error 1e-14 of the value (absolute below 1), 1e-12 where R or k is above 1e6; at
 * u = 0 -inf but for k = 0. NaN outside. */
double gw_negative_binomial_log_pmf(uint64_t k, double R, double u);
/* out[k] = P(k), k < n, relative error below 1e-13 (and 2e-16 times the distance of k
 * from the mode) while the value is a normal double. */
void gw_negative_binomial_pmf(double *out, size_t n, double R, double u);
/* P(N <= k) and P(N > k): see gw_incomplete_beta for their errors. */
double gw_negative_binomial_cdf(uint64_t k, double R, double u);
double gw_negative_binomial_survival(uint64_t k, double R, double u);

#endif
