/* goodwill: what customers are known by from the start (the channel they came through, the first
 * product they bought) in the rates of buying and leaving.
 *
 * Fader & Hardie (2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
 * models"): customers with covariates z have the model's own law with
 *
 *   alpha = alpha_0 e^(-gamma_1' z): all models that count; buying e^(gamma_1' z) times as often
 *
 *   beta = beta_0 e^(-gamma_2' z): Pareto/NBD; leaving e^(gamma_2' z) times as fast
 *
 *   a, b = a_0 e^(gamma_2' z), b_0 e^(gamma_2' z): BG/NBD, MBG/NBD; more alike in leaving
 *
 * Covariates are few and of few values, so that customers who share them form segments and, within
 * these, cells: a fit costs as much as one without covariates for each segment. A segment's
 * parameters serve with every call of models.h.
 * Since 0.1. */
#ifndef GOODWILL_COVARIATES_H
#define GOODWILL_COVARIATES_H

#include <goodwill/models.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GW_MAX_COVARIATES 6

/* Customers by segment; borrowed for the call. */
typedef struct gw_segments {
    size_t n;                     /* segments, at least 1 */
    size_t covariates;            /* 1 to GW_MAX_COVARIATES */
    const gw_cells *const *cells; /* of each segment */
    const gw_cells *all;          /* of all customers together */
    const double *z;          /* z[segment * covariates + covariate], finite, at most 100 in size */
    const char *const *names; /* of the covariates */
} gw_segments;

/* Effects are factors, e^gamma: of 1 where a covariate changes nothing, or where it was left out.
 */
typedef struct gw_covariate_fit {
    gw_fit fit; /* the model's parameters at z = 0, with their standard errors */
    double buying[GW_MAX_COVARIATES];    /* e^gamma_1 */
    double buying_se[GW_MAX_COVARIATES]; /* NaN where left out */
    double leaving[GW_MAX_COVARIATES];   /* e^gamma_2; 1 for models nobody leaves in */
    double leaving_se[GW_MAX_COVARIATES];
    double without;    /* log-likelihood without covariates */
    int effects;       /* how many are in the model */
    char message[512]; /* what was left out and why; else that nothing was */
} gw_covariate_fit;

/* Maximum likelihood. Begins at the fit without covariates and never ends below it. An effect that
 * the data do not fix (its logarithm's variance is above 16, or it ran beyond e^5) is left out, by
 * name, the least known first, until the others stand; with none left the answer is the fit
 * without. GW_WRONG_USE for a model that covariates say nothing to, or segments outside the ranges
 * above; statuses of gw_model_fit. The same bits for any number of threads. */
GW_API GW_MUST_USE gw_status gw_covariate_fit_model(gw_covariate_fit *out, gw_context *context,
                                                    const gw_model *model,
                                                    const gw_segments *segments, gw_error *err);

/* The model's parameters for customers with covariates z (`covariates` values). */
GW_API void gw_covariate_params(double *params_out, const gw_model *model,
                                const gw_covariate_fit *fit, const double *z, size_t covariates);

#ifdef __cplusplus
}
#endif

#endif
