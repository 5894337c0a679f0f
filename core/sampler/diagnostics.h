/* What a sample of a posterior is worth: effective sample size and rank-normalised R-hat. */
#ifndef GW_DIAGNOSTICS_H
#define GW_DIAGNOSTICS_H

#include <goodwill/base.h>

/* A sample of one quantity: `count` values, weighted (independent draws), or of equal weight from
 * `chains` chains that follow one after the other, each count / chains long. */
typedef struct gw_draws_of_one {
    size_t count;
    const double *values;
    const double *weights; /* sum 1; NULL: equal */
    size_t chains;         /* 0: independent draws */
} gw_draws_of_one;

typedef struct gw_summary_of_one {
    double mean;
    double sd;
    double q05;
    double q50;
    double q95;
    /* Of the quantity's normal scores (its ranks, turned to normal quantiles), so that it is the
     * same for any monotone function of the quantity: of independent draws
     * sum w (z - zbar)^2 / sum w^2 (z - zbar)^2, of chains the bulk ESS. */
    double ess;
    double rhat; /* NaN without chains, or when none of them moved */
} gw_summary_of_one;

/* GW_NO_MEMORY. Values are finite. */
gw_status gw_summarise(gw_summary_of_one *out, gw_context *context, const gw_draws_of_one *draws,
                       gw_error *err);

/* Split R-hat of `chains` chains of n values each, one after the other: of the values as they are
 * (Gelman & Rubin), of their normal scores (bulk), and of the normal scores of their distance from
 * the median (folded). GW_NO_MEMORY. */
typedef struct gw_rhats {
    double split;
    double bulk;
    double folded;
} gw_rhats;
gw_status gw_rhats_of(gw_rhats *out, gw_context *context, const double *values, size_t chains,
                      size_t n, gw_error *err);

#endif
