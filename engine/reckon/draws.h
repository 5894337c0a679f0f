/* Draws of a model's parameters: every number that is shown is a mean over them. */
#ifndef GW_DRAWS_H
#define GW_DRAWS_H

#include <stdint.h>

#include <goodwill/models.h>

/* S draws of a model's parameters, row by row. */
typedef struct gw_draws {
    size_t n;
    size_t parameters;
    double *values; /* values[draw * parameters + parameter] */
    /* Of a posterior: how reliable they are, see gw_posterior_report. */
    double khat;
    gw_posterior_method method;
} gw_draws;

/* Of the posterior under the model's prior (gw_model_posterior): with few customers the prior
 * carries. Where `fit`, of the same cells, converged on more than GW_DRAWS_MANY of them, of the
 * normal law of the log-parameters around it: the two then differ by less than the draws' own
 * noise, and it costs nothing. Free with gw_draws_free. Same seed, same bits. */
#define GW_DRAWS_MANY 20000
gw_status gw_draws_create(gw_draws *out, gw_context *context, const gw_model *model,
                          const gw_cells *cells, const gw_fit *fit, size_t n, uint64_t seed,
                          gw_error *err);
void gw_draws_free(gw_draws *draws, gw_context *context);

/* The first `n` of the draws, borrowed; one that is their mean, in values_out, for n = 0. */
gw_draws gw_draws_some(const gw_draws *draws, size_t n, double values_out[GW_MAX_PARAMETERS]);

#endif
