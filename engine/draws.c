/* Draws of parameters, see forecast.h: theta = exp(log mode + L z), L the Cholesky factor of the
 * covariance of the log-parameters. */
#include <math.h>

#include "draw.h"
#include "error.h"
#include "forecast.h"
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

gw_status gw_draws_create(gw_draws *out, gw_context *context, const gw_model *model,
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

void gw_draws_free(gw_draws *draws, gw_context *context)
{
    gw_release(context, draws->values);
    draws->values = NULL;
}
