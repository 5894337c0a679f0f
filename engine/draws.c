/* Draws of parameters from the posterior, see forecast.h. */
#include <string.h>

#include "error.h"
#include "forecast.h"
#include "memory.h"

gw_status gw_draws_create(gw_draws *out, gw_context *context, const gw_model *model,
                          const gw_cells *cells, size_t n, uint64_t seed, gw_error *err)
{
    gw_posterior *posterior = NULL;
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    size_t k = gw_model_parameter_count(model);
    options.draws = n;
    options.seed = seed;
    GW_TRY(gw_model_posterior(&posterior, context, model, cells, &options, err));
    gw_status status = GW_OK;
    double *values = gw_alloc(context, n * k, sizeof *values);
    if (values != NULL) {
        const gw_posterior_report *report = gw_posterior_report_of(posterior);
        memcpy(values, gw_posterior_draws(posterior), n * k * sizeof *values);
        *out = (gw_draws){.n = n,
                          .parameters = k,
                          .values = values,
                          .khat = report->khat,
                          .method = report->method};
    } else {
        status = gw_error_no_memory(err, "the draws of the parameters");
    }
    gw_posterior_free(posterior);
    return status;
}

void gw_draws_free(gw_draws *draws, gw_context *context)
{
    gw_release(context, draws->values);
    draws->values = NULL;
}
