/* Pareto smoothed importance weights, and how far they may be trusted. */
#ifndef GW_PSIS_H
#define GW_PSIS_H

#include <goodwill/base.h>

/* log_weights[n] (-inf allowed, no NaN, at least one finite), known up to a constant: replaces the
 * largest by the expected order statistics of a generalised Pareto law fitted to them, and turns
 * all into weights that sum to 1. log_mean_out: log of the smoothed weights' mean, in the constant
 * of the input. khat_out: the law's shape; up to 0.7 estimates are reliable, above they may be far
 * off (Vehtari et al. 2024). Where fewer than five weights make a tail nothing is smoothed and
 * khat is +inf; where the tail has no spread it is -inf. GW_NO_MEMORY. */
gw_status gw_psis(double *weights_out, double *log_mean_out, double *khat_out, gw_context *context,
                  const double *log_weights, size_t n, gw_error *err);

#endif
