/* Draws of parameters, see draws.h; around a fit theta = exp(log mode + L z), L the Cholesky factor
 * of the covariance of the log-parameters. */
#include <math.h>
#include <string.h>

#include "draw.h"
#include "draws.h"
#include "error.h"
#include "memory.h"
#include "rng.h"
#include "vmath.h"

/* Lower Cholesky factor of the covariance, in place; a variance that is not known, or that rounding
 * made negative, becomes a row of zeros: that parameter stays where the fit put it. */
static void factorise(double *l, const double *covariance, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j <= i; j++) {
            double rest = covariance[i * k + j];
            for (size_t m = 0; m < j; m++)
                rest -= l[i * k + m] * l[j * k + m];
            double root = l[j * k + j];
            if (i == j)
                l[i * k + i] = rest > 0 && isfinite(rest) ? sqrt(rest) : 0.0;
            else
                l[i * k + j] = root > 0 && isfinite(rest) ? rest / root : 0.0;
        }
    }
}

static gw_status draw_around(gw_draws *out, gw_context *context, const gw_model *model,
                             const gw_fit *fit, size_t n, uint64_t seed, gw_error *err)
{
    size_t k = gw_model_parameter_count(model);
    double l[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS] = {0};
    double *values = gw_alloc(context, n * k, sizeof *values);
    if (values == NULL)
        return gw_error_no_memory(err, "the draws of the parameters");
    factorise(l, fit->log_covariance, k);
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t draw = 0; draw < n; draw++) {
        double z[GW_MAX_PARAMETERS];
        for (size_t i = 0; i < k; i++)
            z[i] = gw_draw_normal(&rng);
        for (size_t i = 0; i < k; i++) {
            double step = 0;
            for (size_t j = 0; j <= i; j++)
                step += l[i * k + j] * z[j];
            values[draw * k + i] = fit->params[i] * gw_exp(step);
        }
    }
    *out = (gw_draws){.n = n, .parameters = k, .values = values};
    return GW_OK;
}

static gw_status draw_posterior(gw_draws *out, gw_context *context, const gw_model *model,
                                const gw_cells *cells, size_t n, uint64_t seed, gw_error *err)
{
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    gw_posterior *posterior = NULL;
    size_t k = gw_model_parameter_count(model);
    options.draws = n;
    options.seed = seed;
    GW_TRY(gw_model_posterior(&posterior, context, model, cells, &options, err));
    const gw_posterior_report *report = gw_posterior_report_of(posterior);
    n = report->draws;
    double *values = gw_alloc(context, n * k, sizeof *values);
    if (values != NULL) {
        memcpy(values, gw_posterior_draws(posterior), n * k * sizeof *values);
        *out = (gw_draws){.n = n,
                          .parameters = k,
                          .values = values,
                          .khat = report->khat,
                          .method = report->method};
    }
    gw_posterior_free(posterior);
    return values != NULL ? GW_OK : gw_error_no_memory(err, "the draws of the parameters");
}

gw_status gw_draws_create(gw_draws *out, gw_context *context, const gw_model *model,
                          const gw_cells *cells, const gw_fit *fit, size_t n, uint64_t seed,
                          gw_error *err)
{
    if (gw_cells_count(cells) > GW_DRAWS_MANY && fit->outcome == GW_FIT_CONVERGED)
        return draw_around(out, context, model, fit, n, seed, err);
    return draw_posterior(out, context, model, cells, n, seed, err);
}

void gw_draws_free(gw_draws *draws, gw_context *context)
{
    gw_release(context, draws->values);
    draws->values = NULL;
}

gw_draws gw_draws_some(const gw_draws *draws, size_t n, double values_out[GW_MAX_PARAMETERS])
{
    if (n > 0)
        return (gw_draws){.n = n < draws->n ? n : draws->n,
                          .parameters = draws->parameters,
                          .values = draws->values};
    for (size_t p = 0; p < draws->parameters; p++) {
        double sum = 0;
        for (size_t d = 0; d < draws->n; d++)
            sum += draws->values[d * draws->parameters + p];
        values_out[p] = sum / (double)draws->n;
    }
    return (gw_draws){.n = 1, .parameters = draws->parameters, .values = values_out};
}
