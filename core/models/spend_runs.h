/* What all spend models share: amounts are real numbers, so most cells are distinct, and what
 * depends on x alone is reckoned once for a run of cells with one x. */
#ifndef GW_SPEND_RUNS_H
#define GW_SPEND_RUNS_H

#include "cells.h"
#include "model.h"

#define GW_SPEND_SUMS 5 /* at most */

/* Cells that follow each other and have one x. */
typedef struct gw__spend_run {
    double x;
    size_t n;
    const double *mean_spend;
    const double *weight;
} gw__spend_run;

/* Adds the run's log-likelihood and its derivatives to the totals; x > 0. */
typedef void (*gw__spend_add_fn)(double *totals, const void *law, const gw__spend_run *run);

/* sums_out[0 .. sums - 1]: the totals of all runs; the same bits for any number of threads.
 * GW_NO_MEMORY. */
gw_status gw__spend_sum(double *sums_out, size_t sums, gw_context *context, const gw_cells *cells,
                        gw__spend_add_fn add, const void *law, gw_error *err);

/* Fills the run's scores, either of which may be NULL; returns of how many cells the expected order
 * does not exist (NaN). log_lik is asked for x > 0 only. */
typedef size_t (*gw__spend_score_fn)(double *log_lik, double *expected, const void *law,
                                     const gw__spend_run *run);

/* `reason` says why an expected order may not exist. GW_NO_MEMORY. */
gw_status gw__spend_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                          const gw_cells *cells, gw__spend_score_fn score, const void *law,
                          const char *reason, gw_error *err);

#endif
