/* What all models of contracts share: likelihoods are products of renewals made and not made, so a
 * model needs to tell only its chance of the n-th. */
#ifndef GW_CONTRACT_H
#define GW_CONTRACT_H

#include "cells.h"
#include "model.h"

#define GW_CONTRACT_PARAMETERS 3 /* at most */

/* A contract model's law; n >= 1. */
typedef struct gw__contract_law {
    size_t parameter_count;
    /* log of the chance of renewing the n-th time after n - 1, < 0, with its derivatives in the
     * parameters (slopes_out may be NULL). */
    double (*log_retention)(double *slopes_out, const double *params, double n);
    /* log of the chance of renewing at least n times. */
    double (*log_survival)(const double *params, double n);
    /* sum over k >= 0 of S(n + k)/S(n) e^(-delta k), n >= 0, delta >= 0; +inf where there is none.
     */
    double (*renewals)(const double *params, double n, double delta);
    const char *endless; /* why renewals may be infinite */
} gw__contract_law;

gw_status gw__contract_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                               const gw__contract_law *law, const double *params,
                               const gw_cells *cells, gw_error *err);
gw_status gw__contract_score(double *const *scores_out, gw_score_report *report,
                             gw_context *context, const gw__contract_law *law, const double *params,
                             const gw_cells *cells, const gw_forecast_question *question,
                             gw_error *err);
/* One customer up for the n-th renewal. */
void gw__contract_simulate(double *columns, gw_rng *rng, const gw__contract_law *law,
                           const double *params);
/* The calls of a model's table that its `law` makes: contract_log_lik, contract_score,
 * contract_simulate. */
#define GW_CONTRACT_CALLS(law)                                                                     \
    static gw_status contract_log_lik(double *log_lik_out, double *gradient_out,                   \
                                      gw_context *context, const double *params,                   \
                                      const gw_cells *cells, gw_error *err)                        \
    {                                                                                              \
        return gw__contract_log_lik(log_lik_out, gradient_out, context, &(law), params, cells,     \
                                    err);                                                          \
    }                                                                                              \
    static gw_status contract_score(double *const *scores_out, gw_score_report *report,            \
                                    gw_context *context, const double *params,                     \
                                    const gw_cells *cells, const gw_forecast_question *question,   \
                                    gw_error *err)                                                 \
    {                                                                                              \
        return gw__contract_score(scores_out, report, context, &(law), params, cells, question,    \
                                  err);                                                            \
    }                                                                                              \
    static void contract_simulate(double *columns, gw_rng *rng, const double *params)              \
    {                                                                                              \
        gw__contract_simulate(columns, rng, &(law), params);                                       \
    }

/* The share of those up for a renewal who left at it, kept in [0.001, 0.999]. */
double gw__contract_share(const gw_cells *cells);

#endif
