/* The Poisson law. */
#ifndef GW_POISSON_H
#define GW_POISSON_H

#include <stdint.h>

/* log P(N = k), mean >= 0 (at mean 0: 0 for k = 0, else -inf). Absolute error below 1e-13 (1e-15
 * times itself where that is more), also for means of 1e9. */
double gw_poisson_log_pmf(uint64_t k, double mean);
/* P(N <= k) and P(N > k): see gw_incomplete_gamma for their errors. */
double gw_poisson_cdf(uint64_t k, double mean);
double gw_poisson_survival(uint64_t k, double mean);

#endif
