/* Statistical promises are counted: of n trials, so many must come true. */
#ifndef GW_TEST_BAND_H
#define GW_TEST_BAND_H

#include <math.h>

#include "check.h"

/* What 99.9 % of all counts keep to, of n trials that come true with chance p: the least k with
 * P(X <= k) > 1/2000, and the least with P(X > k) <= 1/2000 (exact binomial). */
static inline void band_of(int *low, int *high, int n, double p)
{
    double sum = 0;
    *low = -1;
    for (int k = 0; k <= n; k++) {
        double log_choose = lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
        sum += exp(log_choose + k * log(p) + (n - k) * log(1 - p));
        if (*low < 0 && sum > 0.0005)
            *low = k;
        if (sum >= 0.9995) {
            *high = k;
            return;
        }
    }
    *high = n;
}

static inline int outside_band(int count, int n, double p)
{
    int low = 0, high = n;
    band_of(&low, &high, n, p);
    return count < low || count > high;
}

#endif
