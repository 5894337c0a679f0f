/* Do things said to happen with chance p happen that often? */
#ifndef GW_RELIABILITY_H
#define GW_RELIABILITY_H

#include <goodwill/base.h>

/* Wilson's interval (1927, JASA 22) of a share of `happened` among n > 0, z standard deviations
 * wide: never outside [0, 1], and sensible at 0 and at n. */
void gw_wilson(double *low_out, double *high_out, double happened, double n, double z);

/* One of `count` bins of equal width over [0, 1]; the last one includes 1. */
typedef struct gw_reliability_bin {
    double customers;
    double said;     /* mean chance said of those in the bin */
    double happened; /* share of them to whom it happened */
} gw_reliability_bin;

/* Bins n customers by `sorted_by` (0 to 1), and averages `said` (may be the same array) and
 * `happened` (0 or 1) in each. Empty bins have customers = 0. GW_BAD_DATA for values outside. */
gw_status gw_reliability(gw_reliability_bin *bins_out, size_t count, const double *sorted_by,
                         const double *said, const double *happened, size_t n, gw_error *err);

#endif
